package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.StreamedBlock;

/** The C function that runs one streamed block. */
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
        Layer expand = step(0).layer();
        writer.comment("From %s to %s, row by row: of the %s in between, %d rows exist at a time."
                .formatted(
                        names.of(expand),
                        names.of(schedule.steps().get(block.lastStep()).layer()),
                        shape(expand.output()),
                        block.bandRows(network)));
        String name = name(block, schedule, names);
        writer.function("static void %s(void)".formatted(name), () -> writeBody(writer));
    }

    private void writeBody(CWriter writer) {
        Step depthwise = step(1);
        if (isWindowed(step(0))) {
            writer.lines(copy(step(0), "expand"));
        }
        writer.lines(copy(depthwise, "depthwise"));
        writer.lines("struct kernel_band band = {.rows = %s, .row_bytes = %d};"
                .formatted(
                        whole(step(0).layer().output()),
                        rowBytes(step(0).layer().output())));
        int rows = shape(depthwise.layer().output()).height();
        writer.block("for (int32_t row = 0; row < %d; row++)".formatted(rows), () -> {
            writer.lines(reach("reach", depthwise, "row"));
            writer.lines("kernel_band_drop(&band, reach.first);");
            writer.block("for (; band.end < reach.end; band.end++)", () -> writeExpansion(writer));
            writer.lines(narrow("depthwise", "reach"));
            writer.lines(call(
                    depthwise,
                    "&depthwise",
                    "band.rows",
                    whole(depthwise.layer().output())));
            writeProjection(writer);
        });
    }

    private void writeExpansion(CWriter writer) {
        Step expand = step(0);
        int input = expand.layer().inputs().get(0);
        String to = "kernel_band_end(&band)";
        if (isWindowed(expand)) {
            writer.lines(reach("under", expand, "band.end"));
            writer.lines(narrow("expand", "under"));
            writer.lines(call(expand, "&expand", row(input, "under.first"), to));
        } else {
            writer.lines(call(expand, parameters(expand), row(input, "band.end"), to));
        }
    }

    private void writeProjection(CWriter writer) {
        Step project = step(2);
        String from = whole(project.layer().inputs().get(0));
        if (block.isResidual()) {
            writer.lines(call(
                    project, parameters(project), from, whole(project.layer().output())));
            Step add = step(3);
            String operands = place(add.layer().inputs().get(0)) + ", "
                    + place(add.layer().inputs().get(1));
            writer.lines(call(add, parameters(add), operands, row(add.layer().output(), "row")));
        } else {
            writer.lines(
                    call(project, parameters(project), from, row(project.layer().output(), "row")));
        }
    }

    /** Of the sum's operands, the block's input exists whole, the projection only as a row. */
    private String place(int operand) {
        return operand == step(2).layer().output() ? whole(operand) : row(operand, "row");
    }

    private static String call(Step step, String parameters, String input, String output) {
        String scratch = step.kernel().scratchBytes() > 0 ? "net_arena + %d, ".formatted(step.scratchOffset()) : "";
        return "%s(%s, %s, %s%s);".formatted(step.kernel().function(), parameters, input, scratch, output);
    }

    private String copy(Step step, String name) {
        String structure = step.kernel().function().replaceFirst("_s8$", "");
        return "struct %s %s = layer_%s;".formatted(structure, name, names.of(step.layer()));
    }

    private String reach(String name, Step step, String row) {
        String layer = "layer_" + names.of(step.layer());
        return "const struct kernel_reach %1$s = kernel_reach(&%2$s.window, %2$s.from.height, %3$s);"
                .formatted(name, layer, row);
    }

    /** Limits a windowed kernel to the rows that a reach has. */
    private static String narrow(String kernel, String reach) {
        return """
                %1$s.from.height = %2$s.end - %2$s.first;
                %1$s.window.pad_top = %2$s.above;
                """
                .formatted(kernel, reach);
    }

    private static boolean isWindowed(Step step) {
        return !step.kernel().function().contains("pointwise");
    }

    private String parameters(Step step) {
        return "&layer_" + names.of(step.layer());
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

    private Step step(int index) {
        return schedule.steps().get(block.firstStep() + index);
    }
}
