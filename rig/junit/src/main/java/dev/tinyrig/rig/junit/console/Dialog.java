package dev.tinyrig.rig.junit.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.console.ConsoleException.Kind;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;

/**
 * A talk with firmware over its console. What it is expected to show is awaited:
 *
 * <pre>{@code
 * console.send("name%");
 * await().atMost(ofSeconds(5)).untilAsserted(console.shows("m-name-dut-[tinyrig]"));
 * }</pre>
 *
 * Conditions look at what came since the last {@link #send}. Where they fail they show the last lines; a fault that the
 * firmware reports ends the wait at once.
 */
public final class Dialog implements AutoCloseable {
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(20);
    private static final int BLOCKS_AT_ONCE = 50;
    private static final int KEPT_CHARS = 1 << 20;
    private static final int SHOWN_LINES = 20;
    private static final String FAULT = "e-[fault";

    private final Wire wire;
    private final StringBuilder all = new StringBuilder();
    private int asked;

    private Dialog(Wire wire) {
        this.wire = wire;
    }

    /** Loads the firmware and listens from the first byte of its boot. */
    public static Dialog console(Session session, Firmware firmware) {
        return new Dialog(session.console(firmware));
    }

    /** Sends ASCII text as it is; the console protocol ends a command with {@code %}. */
    public synchronized void send(String text) {
        hear();
        asked = all.length();
        try {
            wire.send(text.getBytes(US_ASCII), SEND_PATIENCE);
        } catch (IOException e) {
            throw new BenchException("'%s' cannot be sent: %s; %s".formatted(text, e.getMessage(), tail()), e);
        }
    }

    /** What came since the last {@link #send}, as far as it is there by now. */
    public synchronized String answer() {
        hear();
        return all.substring(asked);
    }

    /** That the answer contains this text. */
    public ThrowingRunnable shows(String text) {
        return condition("\"" + text + "\"", answer -> answer.contains(text));
    }

    /** That a line of the answer is wholly of this form. */
    public ThrowingRunnable showsLine(String regex) {
        Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
        return condition("a line /" + regex + "/", answer -> answer.lines().anyMatch(matches));
    }

    private ThrowingRunnable condition(String wanted, Predicate<String> holds) {
        return () -> {
            if (!holds.test(answer())) {
                requireNoFault();
                throw new AssertionError("expected the console to show %s, but %s".formatted(wanted, tail()));
            }
        };
    }

    private synchronized void requireNoFault() {
        if (all.indexOf(FAULT, asked) >= 0) {
            throw new ConsoleException(Kind.FAULT, "the firmware faulted; " + tail(), tail());
        }
    }

    /** Takes what is there; firmware that never falls silent is not listened to for ever. */
    private void hear() {
        try {
            byte[] bytes = wire.receive(QUIET);
            for (int block = 1; bytes.length > 0; block++) {
                all.append(new String(bytes, ISO_8859_1).replace("\r", ""));
                bytes = block < BLOCKS_AT_ONCE ? wire.receive(QUIET) : new byte[0];
            }
            forget();
        } catch (EOFException e) {
            throw new ConsoleException(
                    Kind.GONE, "the device has gone: %s; %s".formatted(e.getMessage(), tail()), tail());
        } catch (IOException e) {
            throw new BenchException("the console broke: %s; %s".formatted(e.getMessage(), tail()), e);
        }
    }

    private void forget() {
        int excess = all.length() - KEPT_CHARS;
        if (excess > 0) {
            all.delete(0, excess);
            asked = Math.max(0, asked - excess);
        }
    }

    private synchronized String tail() {
        List<String> lines = all.toString().lines().toList();
        return lines.isEmpty()
                ? "it has shown nothing"
                : "its last lines are:\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    @Override
    public void close() {
        wire.close();
    }
}
