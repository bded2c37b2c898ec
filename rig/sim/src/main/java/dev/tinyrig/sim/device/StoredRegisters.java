package dev.tinyrig.sim.device;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registers that read as they were last written, but for status bits that follow what they report on. */
public final class StoredRegisters extends WordDevice {
    /**
     * A status bit that is ready as soon as it is asked for: the bits of one register moved into another.
     *
     * @param control the offset of the register that asks
     * @param mask which of its bits
     * @param status the offset of the register that answers
     * @param shift how far to the left the answer stands from the question
     */
    public record Ready(int control, int mask, int status, int shift) {}

    private final Map<Integer, Integer> words = new HashMap<>();
    private final List<Ready> rules;

    public StoredRegisters(Map<Integer, Integer> resetValues, List<Ready> rules) {
        words.putAll(resetValues);
        this.rules = List.copyOf(rules);
    }

    @Override
    protected int readWord(int offset) {
        int value = stored(offset);
        for (Ready rule : rules) {
            if (rule.status() == offset) {
                int answered = Integer.rotateLeft(rule.mask(), rule.shift());
                int answer = Integer.rotateLeft(stored(rule.control()) & rule.mask(), rule.shift());
                value = (value & ~answered) | answer;
            }
        }
        return value;
    }

    private int stored(int offset) {
        return words.getOrDefault(offset, 0);
    }

    @Override
    protected void writeWord(int offset, int value) {
        words.put(offset, value);
    }
}
