package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Phrases;
import java.util.Locale;

/** A task as one line of a terminal: name, bar, share, steps, what is left, and a few words. */
final class BarLine {
    private static final int NAME_WIDTH = 22;
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 5;
    private static final String PARTS = " ▏▎▍▌▋▊▉";
    private static final String FULL = "█";

    private BarLine() {}

    /** As wide as asked, so that nothing of a longer line before it stays. */
    static String of(String name, long done, long total, double seconds, String note, int width) {
        String tail = tail(done, total, seconds) + (note.isEmpty() ? "" : "  " + note);
        int room = width - NAME_WIDTH - 2 - tail.length();
        String bar =
                done >= total || room < NARROWEST_BAR ? "" : bar((double) done / total, Math.min(room, WIDEST_BAR));
        String line = ("%-" + NAME_WIDTH + "s %s%s").formatted(name, bar, tail);
        return line.length() > width ? line.substring(0, width) : ("%-" + width + "s").formatted(line);
    }

    private static String tail(long done, long total, double seconds) {
        if (done >= total) {
            return "%,d of %,d in %s".formatted(done, total, Phrases.time(seconds));
        }
        String share = String.format(Locale.ROOT, " %3.0f %%  %,d of %,d", 100.0 * done / total, done, total);
        return done == 0 ? share : share + "  " + Phrases.time(seconds / done * (total - done)) + " left";
    }

    private static String bar(double share, int width) {
        int eighths = (int) (8 * width * share);
        String full = FULL.repeat(eighths / 8);
        String part = eighths / 8 < width ? PARTS.substring(eighths % 8, eighths % 8 + 1) : "";
        return full + part + "░".repeat(Math.max(0, width - full.length() - part.length()));
    }
}
