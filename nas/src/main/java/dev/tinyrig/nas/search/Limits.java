package dev.tinyrig.nas.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a winner may cost at most; a KB is 1024 bytes. */
public record Limits(double maxLatencyMs, double maxSramKb, double maxFlashKb) {
    /** What our harness takes of static data, rounded up. */
    public static final int STATIC_BYTES = 256;

    /** The stack of an inference, rounded up. */
    public static final int STACK_BYTES = 768;

    public Limits {
        if (!(maxLatencyMs > 0 && maxSramKb > 0 && maxFlashKb > 0)) {
            throw new IllegalArgumentException("limits must be positive, not %s ms, %s KB SRAM, %s KB flash"
                    .formatted(maxLatencyMs, maxSramKb, maxFlashKb));
        }
    }

    /** What the limit of SRAM leaves for activations and scratch. */
    public int arenaBytes() {
        return (int) Math.max(0, maxSramKb * 1024 - STATIC_BYTES - STACK_BYTES);
    }

    /** Sum over the three of the share by which the cost exceeds its limit; 0 where all are met. */
    public double violation(Cost cost) {
        return excess(cost.latencyMs(), maxLatencyMs)
                + excess(cost.sramKb(), maxSramKb)
                + excess(cost.flashKb(), maxFlashKb);
    }

    /** One phrase per limit that the cost exceeds, such as {@code 3.10 ms where 1 ms is allowed}. */
    public List<String> exceededBy(Cost cost) {
        List<String> phrases = new ArrayList<>();
        addIfOver(phrases, cost.latencyMs(), maxLatencyMs, "ms");
        addIfOver(phrases, cost.sramKb(), maxSramKb, "KB of SRAM");
        addIfOver(phrases, cost.flashKb(), maxFlashKb, "KB of flash");
        return phrases;
    }

    private static void addIfOver(List<String> phrases, double value, double limit, String unit) {
        if (value > limit) {
            phrases.add(String.format(Locale.ROOT, "%.2f %s where %s is allowed", value, unit, plain(limit)));
        }
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }

    private static double excess(double value, double limit) {
        return Math.max(0, value / limit - 1);
    }
}
