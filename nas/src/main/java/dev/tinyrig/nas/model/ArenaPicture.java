package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.schedule.Placement;
import dev.tinyrig.codegen.schedule.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The arena over time as SVG: layers from left to right, addresses upwards, one box per tensor. */
public record ArenaPicture(Schedule schedule) {
    private static final int WIDTH = 1_020;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int TOP = 30;
    private static final int BOTTOM = 130;
    private static final List<String> COLOURS =
            List.of("#2f6fde", "#16805c", "#c2571a", "#7a4fc9", "#b8860b", "#0f8b8d", "#b83280", "#5a6b7b");

    public String svg() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <text x="%d" y="18" font-size="14">Arena of %s: %,d bytes</text>
                %s
                %s
                </svg>
                """
                .formatted(
                        LEFT + WIDTH + 10,
                        TOP + HEIGHT + BOTTOM,
                        LEFT,
                        schedule.network().name(),
                        schedule.arenaBytes(),
                        boxes(),
                        labels());
    }

    private String boxes() {
        Map<Integer, String> names =
                schedule.network().layers().stream().collect(Collectors.toMap(Layer::output, Layer::name));
        return schedule.placements().stream()
                .map(placement -> box(placement, names.getOrDefault(placement.tensor(), "input")))
                .collect(Collectors.joining("\n"));
    }

    private String box(Placement placement, String name) {
        double perStep = (double) WIDTH / schedule.steps().size();
        double perByte = (double) HEIGHT / schedule.arenaBytes();
        double height = placement.bytes() * perByte;
        return String.format(
                Locale.ROOT,
                "<g><title>%s: %,d bytes at %,d</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                        + " fill=\"%s\" fill-opacity=\"0.8\" stroke=\"#fff\"/></g>",
                name,
                placement.bytes(),
                placement.offset(),
                LEFT + placement.firstStep() * perStep,
                TOP + HEIGHT - placement.offset() * perByte - height,
                (placement.lastStep() - placement.firstStep() + 1) * perStep,
                height,
                COLOURS.get(placement.tensor() % COLOURS.size()));
    }

    private String labels() {
        double perStep = (double) WIDTH / schedule.steps().size();
        String steps = IntStream.range(0, schedule.steps().size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "<text transform=\"translate(%.1f %d) rotate(60)\">%s</text>",
                        LEFT + (i + 0.3) * perStep,
                        TOP + HEIGHT + 12,
                        schedule.steps().get(i).layer().name()))
                .collect(Collectors.joining("\n"));
        String offsets = IntStream.rangeClosed(0, 4)
                .mapToObj(quarter -> String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%,d</text>",
                        LEFT - 6,
                        TOP + HEIGHT - quarter * HEIGHT / 4,
                        schedule.arenaBytes() * (long) quarter / 4))
                .collect(Collectors.joining("\n"));
        return steps + "\n" + offsets;
    }
}
