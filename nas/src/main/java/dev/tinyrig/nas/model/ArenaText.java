package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.schedule.Placement;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import java.util.Arrays;

/** The arena over time in the terminal: one line a layer, addresses from left to right. */
public record ArenaText(Schedule schedule) {
    private static final int WIDTH = 72;
    private static final char FREE = '.';
    private static final char KEPT = '-';
    private static final char READ = 'r';
    private static final char WRITTEN = 'W';
    private static final char SCRATCH = 's';

    public String text() {
        StringBuilder text =
                new StringBuilder("arena of %d bytes over time; W written, r read, - kept, s scratch, . free\n"
                        .formatted(schedule.arenaBytes()));
        for (int i = 0; i < schedule.steps().size(); i++) {
            Step step = schedule.steps().get(i);
            text.append("%-24s |%s|%n".formatted(step.layer().name(), line(i, step)));
        }
        return text.toString();
    }

    private String line(int index, Step step) {
        char[] line = new char[WIDTH];
        Arrays.fill(line, FREE);
        for (Placement placement : schedule.placements()) {
            if (placement.firstStep() <= index && index <= placement.lastStep()) {
                fill(line, placement.offset(), placement.bytes(), KEPT);
            }
        }
        if (step.kernel().scratchBytes() > 0) {
            fill(line, step.scratchOffset(), step.kernel().scratchBytes(), SCRATCH);
        }
        step.layer().inputs().forEach(input -> fill(line, schedule.placements().get(input), READ));
        fill(line, schedule.placements().get(step.layer().output()), WRITTEN);
        return new String(line);
    }

    private void fill(char[] line, Placement placement, char mark) {
        fill(line, placement.offset(), placement.bytes(), mark);
    }

    private void fill(char[] line, long offset, long bytes, char mark) {
        int from = (int) (offset * WIDTH / schedule.arenaBytes());
        int to = (int) Math.max(from + 1, (offset + bytes) * WIDTH / schedule.arenaBytes());
        Arrays.fill(line, Math.min(from, WIDTH - 1), Math.min(to, WIDTH), mark);
    }
}
