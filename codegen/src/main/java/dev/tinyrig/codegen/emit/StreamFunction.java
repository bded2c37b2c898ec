package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.StreamedBlock;

/**
 * The C function that runs one streamed block. Expansion and depthwise layer see parts of pictures that differ from pass to
 * pass, so that their parameters are copied and changed; those of the others only where the last pass is shorter.
 */
final class StreamFunction {
    private final Schedule schedule;
    private final Network network;
    private final LayerNames names;
    private final StreamedBlock block;

    StreamFunction(Schedule schedule, LayerNames names, StreamedBlock block) {
        this.schedule = schedule;
        this.network = schedule.network();
        this.names = names;
        this.block = block;
    }

    static String name(StreamedBlock block, Schedule schedule, LayerNames names) {
        return "stream_%s"
                .formatted(names.of(schedule.steps().get(block.firstStep()).layer()));
    }

    void write(CWriter writer) {
        writer.comment("From %s to %s, %s: of the %s in between, %d rows exist at a time."
                .formatted(
                        names.of(expand().layer()),
                        names.of(schedule.steps().get(block.lastStep()).layer()),
                        block.rows() == 1 ? "row by row" : block.rows() + " rows at a time",
                        shape(expand().layer().output()),
                        block.bandRows(network)));
        String name = name(block, schedule, names);
        writer.function("static void %s(void)".formatted(name), () -> writeBody(writer));
    }

    private void writeBody(CWriter writer) {
        writer.lines(copy(expand(), "expand"));
        writer.lines(copy(depthwise(), "depthwise"));
        if (lastPassIsShorter()) {
            writer.lines(copy(project(), "project"));
        }
        if (lastPassIsShorter() && block.isResidual()) {
            writer.lines(copy(add(), "add"));
        }
        writer.lines("struct kernel_band band = {.rows = %s, .row_bytes = %d};"
                .formatted(
                        whole(expand().layer().output()),
                        rowBytes(expand().layer().output())));
        String next = block.rows() == 1 ? "row++" : "row += " + block.rows();
        String passes = "for (int32_t row = 0; row < %d; %s)".formatted(block.outputRows(network), next);
        writer.block(passes, () -> writePass(writer));
    }

    private void writePass(CWriter writer) {
        if (lastPassIsShorter()) {
            writer.lines("const int32_t rows = row + %1$d < %2$d ? %1$d : %2$d - row;"
                    .formatted(block.rows(), block.outputRows(network)));
        }
        writer.lines(reach("reach", depthwise(), "row, " + rows()));
        writer.lines("kernel_band_drop(&band, reach.first);");
        writer.block("if (band.end < reach.end)", () -> writeExpansion(writer));
        writer.lines(narrow("depthwise", "reach"));
        if (lastPassIsShorter()) {
            writer.lines("depthwise.to.height = rows;");
            writer.lines(limit("project", project()));
        }
        writer.lines(call(
                depthwise(),
                "&depthwise",
                "band.rows",
                whole(depthwise().layer().output())));
        writeProjection(writer);
    }

    private void writeExpansion(CWriter writer) {
        int input = expand().layer().inputs().get(0);
        String first = "band.end";
        if (isWindowed(expand())) {
            writer.lines(reach("under", expand(), "band.end, reach.end - band.end"));
            writer.lines(narrow("expand", "under"));
            writer.lines("expand.to.height = reach.end - band.end;");
            first = "under.first";
        } else {
            writer.lines("expand.pixels = (reach.end - band.end) * %d;"
                    .formatted(shape(input).width()));
        }
        writer.lines(call(expand(), "&expand", row(input, first), "kernel_band_end(&band)"));
        writer.lines("band.end = reach.end;");
    }

    private void writeProjection(CWriter writer) {
        String from = whole(project().layer().inputs().get(0));
        int projected = project().layer().output();
        if (!block.isResidual()) {
            writer.lines(call(project(), parameters(project(), "project"), from, row(projected, "row")));
            return;
        }
        writer.lines(call(project(), parameters(project(), "project"), from, whole(projected)));
        if (lastPassIsShorter()) {
            writer.lines(
                    "add.elements = rows * %d;".formatted(rowBytes(add().layer().output())));
        }
        String operands = place(add().layer().inputs().get(0)) + ", "
                + place(add().layer().inputs().get(1));
        writer.lines(call(
                add(), parameters(add(), "add"), operands, row(add().layer().output(), "row")));
    }

    /** Of the sum's operands, the block's input exists whole, the projection only in part. */
    private String place(int operand) {
        return operand == project().layer().output() ? whole(operand) : row(operand, "row");
    }

    private static String call(Step step, String parameters, String input, String output) {
        String scratch = step.kernel().scratchBytes() > 0 ? "net_arena + %d, ".formatted(step.scratchOffset()) : "";
        return "%s(%s, %s, %s%s);".formatted(step.kernel().function(), parameters, input, scratch, output);
    }

    private String copy(Step step, String name) {
        String structure = step.kernel().function().replaceFirst("(_swapped)?_s8$", "");
        return "struct %s %s = layer_%s;".formatted(structure, name, names.of(step.layer()));
    }

    private String reach(String name, Step step, String rows) {
        String layer = "layer_" + names.of(step.layer());
        return "const struct kernel_reach %1$s = kernel_reach_rows(&%2$s.window, %2$s.from.height, %3$s);"
                .formatted(name, layer, rows);
    }

    /** Limits a windowed kernel to the rows that a reach has. */
    private static String narrow(String kernel, String reach) {
        return """
                %1$s.from.height = %2$s.end - %2$s.first;
                %1$s.window.pad_top = %2$s.above;
                """
                .formatted(kernel, reach);
    }

    /** Limits a pointwise kernel, or a convolution that was not taken for one, to the rows of a pass. */
    private String limit(String kernel, Step step) {
        return isWindowed(step)
                ? "%1$s.from.height = rows;\n%1$s.to.height = rows;".formatted(kernel)
                : "%s.pixels = rows * %d;"
                        .formatted(kernel, shape(step.layer().output()).width());
    }

    private static boolean isWindowed(Step step) {
        return !step.kernel().function().contains("pointwise");
    }

    private String parameters(Step step, String copy) {
        return lastPassIsShorter() ? "&" + copy : "&layer_" + names.of(step.layer());
    }

    private boolean lastPassIsShorter() {
        return block.outputRows(network) % block.rows() != 0;
    }

    private String rows() {
        return lastPassIsShorter() ? "rows" : String.valueOf(block.rows());
    }

    private String whole(int tensor) {
        return "net_arena + " + schedule.offsetOf(tensor);
    }

    private String row(int tensor, String row) {
        return "net_arena + %d + %s * %d".formatted(schedule.offsetOf(tensor), row, rowBytes(tensor));
    }

    private int rowBytes(int tensor) {
        return shape(tensor).size() / shape(tensor).height();
    }

    private Shape shape(int tensor) {
        return network.tensor(tensor).shape();
    }

    private Step expand() {
        return step(0);
    }

    private Step depthwise() {
        return step(1);
    }

    private Step project() {
        return step(2);
    }

    private Step add() {
        return step(3);
    }

    private Step step(int index) {
        return schedule.steps().get(block.firstStep() + index);
    }
}
