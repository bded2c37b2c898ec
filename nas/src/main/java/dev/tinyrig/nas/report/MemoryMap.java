package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.nas.search.Winner.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The arena as a picture: layers from left to right, addresses upwards, one box per tensor. */
record MemoryMap(int width, int height, List<Box> boxes, List<Tick> steps, List<Tick> offsets, String arena) {
    private static final int LEFT = 64;
    private static final int TOP = 8;
    private static final int BOTTOM = 96;
    private static final int PLOT_WIDTH = 1_020;
    private static final int PLOT_HEIGHT = 300;
    private static final List<String> COLOURS =
            List.of("#2f6fde", "#16805c", "#c2571a", "#7a4fc9", "#b8860b", "#0f8b8d", "#b83280", "#5a6b7b");

    /** A tensor: label is empty where it would not fit. */
    record Box(double x, double y, double width, double height, String colour, String title, String label) {}

    /** A place on an axis. */
    record Tick(double at, String label) {}

    static MemoryMap of(Winner winner) {
        int count = winner.layers().size();
        double perStep = (double) PLOT_WIDTH / count;
        double perByte = (double) PLOT_HEIGHT / winner.arenaBytes();
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < winner.buffers().size(); i++) {
            boxes.add(box(winner.buffers().get(i), COLOURS.get(i % COLOURS.size()), perStep, perByte));
        }
        List<Tick> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(
                    new Tick(LEFT + (i + 0.5) * perStep, winner.layers().get(i).name()));
        }
        return new MemoryMap(
                LEFT + PLOT_WIDTH + 8,
                TOP + PLOT_HEIGHT + BOTTOM,
                boxes,
                steps,
                offsets(winner.arenaBytes(), perByte),
                Page.grouped(winner.arenaBytes()));
    }

    private static Box box(Buffer buffer, String colour, double perStep, double perByte) {
        double width = (buffer.last() - buffer.first() + 1) * perStep;
        double height = buffer.bytes() * perByte;
        boolean roomy = height > 11 && width > 6.2 * buffer.name().length();
        return new Box(
                LEFT + buffer.first() * perStep,
                TOP + PLOT_HEIGHT - (buffer.offset() + buffer.bytes()) * perByte,
                width,
                height,
                colour,
                "%s: %s bytes at offset %s"
                        .formatted(buffer.name(), Page.grouped(buffer.bytes()), Page.grouped(buffer.offset())),
                roomy ? buffer.name() : "");
    }

    private static List<Tick> offsets(long arenaBytes, double perByte) {
        long interval = 1;
        while (arenaBytes / interval > 5) {
            interval *= 2;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long offset = 0; offset <= arenaBytes; offset += interval) {
            ticks.add(new Tick(TOP + PLOT_HEIGHT - offset * perByte, Page.grouped(offset)));
        }
        return ticks;
    }
}
