package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.console.Dut;
import java.time.Duration;

/**
 * Compares a board's clock with the host's. The device's time of an answer lies between question and answer, so that two
 * answers bound how fast it runs, however busy the host is.
 */
record ClockCheck(String board, Duration window) {
    /** A crystal is within 0.01 %, the internal oscillator within 1 %. */
    private static final double TOLERANCE = 0.005;

    /** The device's time, and between which times of the host it was told. */
    private record Reading(long earliestNanos, long deviceNanos, long latestNanos) {}

    /** @throws Trouble if the board's clock is certainly wrong */
    void require(Talk talk) {
        Reading first = reading(talk);
        Reading last = reading(talk);
        while (last.earliestNanos() - first.latestNanos() < window.toNanos()) {
            last = reading(talk);
        }
        double device = last.deviceNanos() - first.deviceNanos();
        double least = last.earliestNanos() - first.latestNanos();
        double most = last.latestNanos() - first.earliestNanos();
        if (device < least * (1 - TOLERANCE) || device > most * (1 + TOLERANCE)) {
            throw new Trouble(
                    Part.CLOCK,
                    "%s: its clock counts %.1f ms in %.1f to %.1f ms of this host: check its crystal"
                            .formatted(board, device / 1e6, least / 1e6, most / 1e6));
        }
    }

    private static Reading reading(Talk talk) {
        long earliest = System.nanoTime();
        long device = talk.asked(Dut::timestampUs) * 1000;
        return new Reading(earliest, device, System.nanoTime());
    }
}
