package dev.tinyrig.rig.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a device or a process printed, for the text of an error; safe to share between threads. */
public final class Tail {
    private static final int MAX_LINE_CHARS = 400;

    private final int maxLines;
    private final Deque<String> lines = new ArrayDeque<>();

    public Tail(int maxLines) {
        this.maxLines = maxLines;
    }

    public synchronized void add(String line) {
        lines.addLast(
                line.length() <= MAX_LINE_CHARS
                        ? line
                        : line.substring(0, MAX_LINE_CHARS) + "… (%d characters)".formatted(line.length()));
        if (lines.size() > maxLines) {
            lines.removeFirst();
        }
    }

    /** The lines, oldest first. */
    public synchronized String text() {
        return String.join("\n", lines);
    }
}
