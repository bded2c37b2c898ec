package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.device.FlashInterface;

/** Wait states of flash behind a word buffer, read-ahead and the lines of an accelerator (RM0090 3.5). */
final class FlashReads {
    private static final int NONE = -1;
    private static final Object NOBODY = new Object();

    private final FlashInterface control;
    private final int base;
    private final int size;
    private final int wordShift;
    private final LineStore instructions;
    private final LineStore data;

    private int fetched = NONE;
    private int readAhead = NONE;
    private long readAheadAt;
    private int read = NONE;
    /** How many words were not kept when they were fetched. */
    private int misses;
    /** Who fetched last, if all of it was kept; fetching the same once more changes nothing. */
    private Object resident = NOBODY;

    FlashReads(FlashInterface control, int base, int size, TimingDescription.FlashLines lines) {
        this.control = control;
        this.base = base;
        this.size = size;
        this.wordShift = Integer.numberOfTrailingZeros(lines.readBytes());
        int words = (size >>> wordShift) + 1;
        this.instructions = new LineStore(Math.max(1, lines.instructionLines()), words);
        this.data = new LineStore(Math.max(1, lines.dataLines()), words);
    }

    int misses() {
        return misses;
    }

    /** Notes that somebody fetched some words in a row, all of which were kept. */
    void setResident(Object who) {
        resident = who;
    }

    /** Whether somebody who fetches the same words in the same order once more need not, because nobody else did since. */
    boolean isResident(Object who) {
        return resident == who;
    }

    boolean holds(int address) {
        return Integer.compareUnsigned(address - base, size) < 0;
    }

    /** Which of its words holds an address; fetching from the same again costs and changes nothing. */
    int wordOf(int address) {
        return (address - base) >>> wordShift;
    }

    /** The same as {@link #fetch} for one word. */
    int fetchNext(int word, long now) {
        return word == fetched ? 0 : fetchWord(word, now);
    }

    /** How long the core waits for the instruction in these bytes. */
    int fetch(int address, int bytes, long now) {
        int first = address - base;
        if (Integer.compareUnsigned(first, size) >= 0) {
            return 0;
        }
        int word = first >>> wordShift;
        int last = (first + bytes - 1) >>> wordShift;
        int stall = word == fetched ? 0 : fetchWord(word, now);
        return last == word ? stall : stall + fetchWord(last, now + stall);
    }

    /** Fetches another word than before. */
    int fetchWord(int word, long now) {
        fetched = word;
        resident = NOBODY;
        return control.keepsInstructions() && instructions.has(word) ? 0 : fetchFromFlash(word, now);
    }

    private int fetchFromFlash(int word, long now) {
        misses++;
        int waitStates = control.waitStates();
        int stall = word == readAhead ? (int) Math.max(0, readAheadAt - now) : waitStates;
        if (control.keepsInstructions()) {
            instructions.insert(word);
        }
        if (control.prefetches()) {
            readAhead = word + 1;
            readAheadAt = now + stall + waitStates + 1;
        }
        return stall;
    }

    /** How long the core waits for data in one word of 32 bits. */
    int read(int address) {
        int offset = address - base;
        if (Integer.compareUnsigned(offset, size) >= 0) {
            return 0;
        }
        int word = offset >>> wordShift;
        if (word == read) {
            return 0;
        }
        read = word;
        if (!control.keepsData()) {
            return control.waitStates();
        }
        if (data.has(word)) {
            return 0;
        }
        data.insert(word);
        return control.waitStates();
    }
}
