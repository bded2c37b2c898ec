package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;

/** Runs a plan in PyTorch; how a convolution is normalised is left to the caller. */
final class Graph {
    private final NetworkPlan plan;
    private final Operators operators;

    Graph(NetworkPlan plan, Operators operators) {
        this.plan = plan;
        this.operators = operators;
    }

    /** The operators with weights. */
    interface Operators {
        /** Convolution with its batch norm or bias, without activation. */
        NDArray convolution(Convolution convolution, NDArray input);

        NDArray classifier(NDArray input);
    }

    /** A batch in PyTorch's shape, with channels last in memory: every operator then keeps them there and is faster. */
    static NDArray input(NDManager manager, NetworkPlan plan, Batch batch) {
        dev.tinyrig.codegen.network.Shape shape = plan.input().shape();
        return manager.create(batch.inputs(), new Shape(batch.size(), shape.height(), shape.width(), shape.channels()))
                .transpose(0, 3, 1, 2);
    }

    NDArray logits(NDArray input) {
        NDArray x = relu(operators.convolution(Convolution.stem(plan), input));
        for (BlockPlan block : plan.blocks()) {
            x = block(block, x);
        }
        return operators.classifier(x.mean(new int[] {3}).mean(new int[] {2}));
    }

    private NDArray block(BlockPlan block, NDArray input) {
        NDArray x = input;
        if (Convolution.expands(block)) {
            x = relu(operators.convolution(Convolution.expand(block), x));
        }
        x = relu(operators.convolution(Convolution.depthwise(block), x));
        x = operators.convolution(Convolution.project(block), x);
        return block.residual() ? x.add(input) : x;
    }

    private static NDArray relu(NDArray x) {
        return x.getNDArrayInternal().relu();
    }

    /** TFLite's SAME padding, of which the odd row and column go below and right. */
    static NDArray convolve(Convolution convolution, NDArray input, NDArray weights, NDList bias) {
        int height = (int) input.getShape().get(2);
        int width = (int) input.getShape().get(3);
        Window window = Window.same(
                new dev.tinyrig.codegen.network.Shape(height, width, convolution.inChannels()),
                convolution.kernelHeight(),
                convolution.kernelWidth(),
                convolution.strideHeight(),
                convolution.strideWidth());
        int below = below(height, convolution.kernelHeight(), convolution.strideHeight(), window.padTop());
        int right = below(width, convolution.kernelWidth(), convolution.strideWidth(), window.padLeft());
        boolean even = below == window.padTop() && right == window.padLeft();
        NDArray padded = even ? input : input.pad(new Shape(window.padLeft(), right, window.padTop(), below), 0);
        return input.getNDArrayInternal()
                .convolution(
                        padded,
                        weights,
                        bias.isEmpty() ? null : bias.head(),
                        new Shape(convolution.strideHeight(), convolution.strideWidth()),
                        even ? new Shape(window.padTop(), window.padLeft()) : new Shape(0, 0),
                        new Shape(1, 1),
                        convolution.groups())
                .head();
    }

    private static int below(int input, int kernel, int stride, int above) {
        int output = (input + stride - 1) / stride;
        return Math.max(0, (output - 1) * stride + kernel - input - above);
    }
}
