package dev.tinyrig.sim.isa;

/**
 * The fields of one instruction in memory.
 *
 * @param word 16 bits, or 32 with the first halfword above the second
 */
record Fields(Pattern pattern, int word, int address) {

    int of(char letter) {
        return pattern.extract(word, letter);
    }

    boolean has(char letter) {
        return pattern.has(letter);
    }

    boolean isSet(char letter) {
        return of(letter) != 0;
    }

    int or(char letter, int absent) {
        return has(letter) ? of(letter) : absent;
    }

    /** Field i as a two's complement number of so many bits, with so many zeros behind. */
    int signed(char letter, int bits, int zeros) {
        return of(letter) << (32 - bits) >> (32 - bits - zeros);
    }

    /** What an instruction reads as PC when it is the base of an address. */
    int alignedPc() {
        return address + 4 & ~3;
    }
}
