package dev.tinyrig.sim;

import dev.tinyrig.sim.isa.Decoder;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.CodeWatcher;
import dev.tinyrig.sim.memory.Region;
import dev.tinyrig.sim.translate.Code;

/** The decoded instructions of one memory, one slot for each halfword; a store there empties slots. */
final class CodeSpace implements CodeWatcher, Code {
    final Region region;
    private final Decoder decoder;
    final int base;
    /** As executed outside IT blocks; empty slots are null. */
    final Insn[] plain;
    /** As executed in IT blocks, where the same bits may leave the flags alone. */
    private final Insn[] inIt;

    final Translations translations;

    CodeSpace(Region region, Decoder decoder, Runnable attention) {
        this.region = region;
        this.decoder = decoder;
        base = region.base();
        plain = new Insn[region.size() / 2];
        inIt = new Insn[region.size() / 2];
        translations = new Translations(region, attention);
        region.watch(this);
    }

    Insn decodePlain(int index) {
        Insn insn = decode(index, false);
        plain[index] = insn;
        return insn;
    }

    /** The instruction at an even address in this memory outside IT blocks. */
    @Override
    public Insn plainAt(int address) {
        int index = (address - base) >>> 1;
        Insn known = plain[index];
        return known != null ? known : decodePlain(index);
    }

    /** The instruction at an even address in this memory when it stands in an IT block. */
    @Override
    public Insn inIt(int address) {
        int index = (address - base) >>> 1;
        Insn known = inIt[index];
        if (known != null) {
            return known;
        }
        inIt[index] = decode(index, true);
        return inIt[index];
    }

    @Override
    public boolean holds(int address) {
        return region.holds(address);
    }

    private Insn decode(int index, boolean conditional) {
        int address = base + 2 * index;
        int first = Bus.halfword(region, 2 * index);
        boolean wide = Decoder.isWide(first) && index + 1 < plain.length;
        int word = wide ? first << 16 | Bus.halfword(region, 2 * index + 2) : first;
        return decoder.decode(word, wide, address, conditional);
    }

    @Override
    @SuppressWarnings("NullAway") // an empty slot is null
    public void written(int offset, int bytes) {
        int last = Math.min((offset + bytes - 1) >> 1, plain.length - 1);
        for (int index = Math.max((offset >> 1) - 1, 0); index <= last; index++) {
            plain[index] = null;
            inIt[index] = null;
        }
        translations.written(offset, bytes);
    }
}
