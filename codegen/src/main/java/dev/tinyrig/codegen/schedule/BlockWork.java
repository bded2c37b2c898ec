package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import java.util.List;

/** The work of layers that may be streamed, layer after layer or row by row. */
final class BlockWork {
    private final Network network;
    private final List<Kernel> kernels;

    /** Kernels are those of the network's layers. */
    BlockWork(Network network, List<Kernel> kernels) {
        this.network = network;
        this.kernels = kernels;
    }

    /** Of a block whose layers run one after the other. */
    Work plain(StreamedBlock block) {
        Work work = new Work();
        block.steps().forEach(step -> addLayer(work, step));
        return work;
    }

    /** Adds a convolution, depthwise convolution or sum that runs as a whole; nothing for any other layer. */
    void addLayer(Work work, int step) {
        Layer layer = network.layers().get(step);
        addRows(work, step, new Rows(output(step).height(), input(step).height(), padTop(layer)));
    }

    /** Of a block that runs row by row. */
    Work streamed(StreamedBlock block) {
        Work work = new Work();
        Window window = window(block.firstStep() + 1);
        Window expansion = window(block.firstStep());
        int height = output(block.firstStep()).height();
        int rowBytes = output(block.firstStep()).size() / height;
        int bandFirst = 0;
        int bandEnd = 0;
        int outputRows = block.outputRows(network);
        for (int row = 0; row < outputRows; row += block.rows()) {
            int rows = Math.min(block.rows(), outputRows - row);
            Reach reach = Reach.of(window, height, row, rows);
            int kept = Math.max(0, bandEnd - reach.first());
            work.add(Piece.PASS, 1);
            work.add(Piece.DROPPED_BYTE, reach.first() > bandFirst ? kept * rowBytes : 0);
            bandFirst = reach.first();
            bandEnd = Math.max(bandEnd, bandFirst);
            int expanded = Math.max(0, reach.end() - bandEnd);
            Reach under = Reach.of(expansion, input(block.firstStep()).height(), bandEnd, expanded);
            addRows(work, block.firstStep(), new Rows(expanded, under.end() - under.first(), under.above()));
            addRows(work, block.firstStep() + 1, new Rows(rows, reach.end() - bandFirst, reach.above()));
            for (int step = block.firstStep() + 2; step <= block.lastStep(); step++) {
                addRows(work, step, new Rows(rows, rows, 0));
            }
            bandEnd = Math.max(bandEnd, reach.end());
        }
        return work;
    }

    /** Rows that a call writes, rows that it reads, and how many of a window's rows lie above those. */
    private record Rows(int written, int read, int padTop) {}

    /** As {@code kernel_reach_rows} in {@code kernel_band.h}. */
    private record Reach(int first, int end, int above) {
        static Reach of(Window window, int height, int row, int rows) {
            int top = row * window.strideHeight() - window.padTop();
            int bottom = top + (rows - 1) * window.strideHeight() + window.kernelHeight();
            return new Reach(Math.max(0, top), Math.min(height, bottom), Math.max(0, -top));
        }
    }

    private void addRows(Work work, int step, Rows rows) {
        Layer layer = network.layers().get(step);
        if (layer instanceof Layer.Conv2d conv) {
            addConvolution(work, step, conv.weights(), rows.written());
        } else if (layer instanceof Layer.DepthwiseConv2d) {
            addDepthwise(work, step, rows);
        } else if (layer instanceof Layer.Add) {
            work.add(Piece.CALL, 1);
            work.add(Piece.ADDED, (double) rows.written() * rowValues(output(step)));
        }
    }

    private void addConvolution(Work work, int step, Weights weights, int rows) {
        Kernel kernel = kernels.get(step);
        Shape to = output(step);
        int pixels = rows * to.width();
        int column = weights.values().length / to.channels();
        if (!kernel.isTiled()) {
            double outputs = (double) pixels * to.channels();
            work.add(Piece.CALL, 1).add(Piece.PLAIN_OUTPUT, outputs).add(Piece.PLAIN_PRODUCT, outputs * column);
            return;
        }
        int length = Tiling.paddedLength(column);
        boolean isGathered = kernel.function().contains("conv2d");
        int columnBytes = (isGathered ? Tiling.GATHERED_BYTES : Tiling.WIDE_BYTES) * length;
        work.addProduct(new Work.Product(length, to.channels(), kernel.scratchBytes() / columnBytes), pixels);
        if (isGathered) {
            work.add(Piece.GATHERED_ROW, (double) pixels * window(step).kernelHeight());
            work.add(Piece.GATHERED_BYTE, (double) pixels * column);
        }
    }

    private void addDepthwise(Work work, int step, Rows rows) {
        Shape from = input(step);
        Shape to = output(step);
        Window whole = window(step);
        if (!kernels.get(step).isPlanar()) {
            double sums = (double) rows.written() * rowValues(to);
            int taps = whole.kernelHeight() * whole.kernelWidth();
            work.add(Piece.CALL, 1).add(Piece.PLAIN_SUM, sums).add(Piece.PLAIN_TAP, sums * taps);
            return;
        }
        Window window = new Window(
                whole.kernelHeight(),
                whole.kernelWidth(),
                whole.strideHeight(),
                whole.strideWidth(),
                rows.padTop(),
                whole.padLeft());
        Shape read = new Shape(rows.read(), from.width(), from.channels());
        Shape written = new Shape(rows.written(), to.width(), to.channels());
        int scratchBytes = kernels.get(step).scratchBytes();
        if (kernels.get(step).isThreeByThree()) {
            Blocks blocks = Blocks.of(scratchBytes, whole, from, to);
            boolean isMap = rows.written() == to.height() && blocks.isSmallMap(whole, from, to);
            new ThreeByThreeWork(window, read, written, blocks, isMap).addTo(work);
        } else {
            Planes planes = Planes.of(scratchBytes, whole, from, to);
            boolean isMap = rows.written() == to.height() && planes.isSmallMap(whole, from, to);
            new PlanarWork(window, read, written, planes, isMap).addTo(work);
        }
    }

    private Window window(int step) {
        Layer layer = network.layers().get(step);
        return layer instanceof Layer.DepthwiseConv2d depthwise ? depthwise.window() : ((Layer.Conv2d) layer).window();
    }

    private static int padTop(Layer layer) {
        return layer instanceof Layer.DepthwiseConv2d depthwise
                ? depthwise.window().padTop()
                : 0;
    }

    private static int rowValues(Shape shape) {
        return shape.width() * shape.channels();
    }

    private Shape input(int step) {
        return network.tensor(network.layers().get(step).inputs().get(0)).shape();
    }

    private Shape output(int step) {
        return network.tensor(network.layers().get(step).output()).shape();
    }
}
