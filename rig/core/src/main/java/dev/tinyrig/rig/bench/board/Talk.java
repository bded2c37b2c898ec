package dev.tinyrig.rig.bench.board;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.console.Console;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Dut;
import dev.tinyrig.rig.console.SummedWire;
import dev.tinyrig.rig.console.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The talk with the firmware of one board, from a greeting that no old output can answer to a comparison of what each side
 * has sent and heard.
 */
final class Talk implements AutoCloseable {
    private static final Duration ATTEMPT = Duration.ofMillis(400);

    private final String board;
    private final SummedWire wire;
    private int greetings;

    Talk(String board, Wire wire) {
        this.board = board;
        this.wire = new SummedWire(wire);
    }

    /** The wire, which closes with this talk and not before. */
    Wire wire() {
        return new Wire() {
            @Override
            public void send(byte[] bytes, Duration patience) throws IOException {
                wire.send(bytes, patience);
            }

            @Override
            public byte[] receive(Duration patience) throws IOException {
                return wire.receive(patience);
            }

            @Override
            public void close() {}
        };
    }

    /**
     * Whether the firmware answers: it is asked for a command that does not exist, with a word made up for this question, and
     * must complain of just that word. Whatever comes before is old.
     *
     * @throws EOFException if the console has gone
     */
    boolean answers(Duration patience) throws IOException {
        for (long attempt = 0; attempt <= patience.dividedBy(ATTEMPT); attempt++) {
            String word = "greeting-%d-%08x"
                    .formatted(++greetings, ThreadLocalRandom.current().nextInt());
            // The first terminator ends whatever half a command the device may have heard.
            wire.send(("%" + word + "%").getBytes(US_ASCII), ATTEMPT);
            if (hears("e-[Unknown command: " + word + "]\r\nm-ready\r\n", Deadline.after(ATTEMPT))) {
                return true;
            }
        }
        return false;
    }

    private boolean hears(String answer, Deadline deadline) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (!deadline.passed()) {
            byte[] bytes = wire.receive(deadline.left());
            if (bytes.length == 0) {
                return false;
            }
            heard.append(new String(bytes, ISO_8859_1));
            if (heard.toString().endsWith(answer)) {
                return true;
            }
        }
        return false;
    }

    /** Begins to sum both directions. */
    void beginSums() {
        asked(Dut::line);
        wire.restart();
    }

    /** @throws Trouble if a byte was lost or changed since the sums began */
    void requireIntact() {
        Dut.LineSums device = asked(Dut::line);
        Dut.LineSums host = wire.sums();
        if (!device.equals(host)) {
            throw new Trouble(
                    Part.LINE,
                    "%s: bytes were lost or changed on the line: the device summed %s, the host %s; check cable and baud rate"
                            .formatted(board, device, host));
        }
    }

    /** One answer of the firmware; that there is none is the line's trouble. */
    <T> T asked(Function<Dut, T> question) {
        try (Dut dut = new Dut(new Console(wire()))) {
            return question.apply(dut);
        } catch (ConsoleException e) {
            throw new Trouble(Part.LINE, "%s: %s; last lines: %s".formatted(board, e.getMessage(), e.tail()), e);
        }
    }

    Optional<ChipId> chip() {
        String digits = asked(Dut::uid);
        return digits.matches("[0-9a-f]{24}") ? Optional.of(new ChipId(digits)) : Optional.empty();
    }

    @Override
    public void close() {
        wire.close();
    }
}
