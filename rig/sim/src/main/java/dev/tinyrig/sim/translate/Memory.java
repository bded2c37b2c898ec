package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.memory.Region;
import dev.tinyrig.sim.translate.Bytecode.Label;

/**
 * Emits accesses at the address in scratch: directly to the RAM and the flash that translated code knows, through the bus
 * to other memories, and by the interpreter to all else, be it a device or a fault.
 */
final class Memory {
    private final Guest guest;
    private final Bytecode code;

    Memory(Guest guest) {
        this.guest = guest;
        this.code = guest.code;
    }

    /** Loads; {@code pop} takes the value from the stack. */
    void load(Width width, Runnable pop) {
        Label elsewhere = code.label();
        Label done = code.label();
        Region ram = guest.surroundings.ram();
        unlessIn(ram, width.bytes, elsewhere);
        offsetIn(Guest.RAM, ram);
        width.emitRead(code);
        pop.run();
        code.place(done);
        Label interpreted = guest.interpreted();
        guest.rarely(() -> loadElsewhere(width, pop, elsewhere, done, interpreted));
    }

    private void loadElsewhere(Width width, Runnable pop, Label here, Label done, Label interpreted) {
        Label nowhere = code.label();
        Region flash = guest.surroundings.flash();
        code.place(here);
        unlessIn(flash, width.bytes, nowhere);
        offsetIn(Guest.FLASH, flash);
        width.emitRead(code);
        pop.run();
        code.jump(Op.GOTO, done);
        code.place(nowhere);
        unlessMemory("canRead", width.bytes, interpreted);
        code.aload(Guest.MEMORIES).iload(Guest.ADDRESS).invokeVirtual(Guest.BUS, width.read, "(I)I");
        width.emitExtension(code);
        pop.run();
        code.jump(Op.GOTO, done);
    }

    /** Stores what {@code push} puts on the stack; the label is jumped to if something wants attention then. */
    void store(Width width, Runnable push, Label attention) {
        Label elsewhere = code.label();
        Label done = code.label();
        Region ram = guest.surroundings.ram();
        if (guest.surroundings.isWatched()) {
            storeThroughBus(width, push, guest.interpreted(), attention);
            return;
        }
        unlessIn(ram, width.bytes, elsewhere);
        offsetIn(Guest.RAM, ram);
        push.run();
        width.emitWrite(code);
        code.place(done);
        Label interpreted = guest.interpreted();
        guest.rarely(() -> {
            code.place(elsewhere);
            storeThroughBus(width, push, interpreted, attention);
            code.jump(Op.GOTO, done);
        });
    }

    private void storeThroughBus(Width width, Runnable push, Label interpreted, Label attention) {
        unlessMemory("canWrite", width.bytes, interpreted);
        code.aload(Guest.MEMORIES).iload(Guest.ADDRESS);
        push.run();
        code.invokeVirtual(Guest.BUS, width.write, "(II)V");
        ifAttention(attention);
    }

    /** Jumps if a watcher of memory wants the interpreter to look up. */
    void ifAttention(Label attention) {
        code.aload(Guest.PROCESSOR)
                .getField(Guest.CPU, "stopAt", "J")
                .op(Op.LCONST_0)
                .op(Op.LCMP);
        code.jump(Op.IFEQ, attention);
    }

    /** What follows a store that wants attention: the rest of the step, and out. */
    void leaveOn(Label attention, Runnable rest) {
        Label done = guest.done();
        guest.rarely(() -> {
            code.place(attention);
            rest.run();
            code.jump(Op.GOTO, done);
        });
    }

    /** Jumps unless so many bytes at the address lie in a memory; one comparison, of offsets with their sign flipped. */
    void unlessIn(Region region, int bytes, Label elsewhere) {
        code.iload(Guest.ADDRESS).constant(Integer.MIN_VALUE - region.base()).op(Op.IADD);
        code.constant(Integer.MIN_VALUE + region.size() - bytes).jump(Op.IF_ICMPGT, elsewhere);
    }

    private void offsetIn(int memory, Region region) {
        code.aload(memory).iload(Guest.ADDRESS).constant(region.base()).op(Op.ISUB);
    }

    private void unlessMemory(String question, int bytes, Label otherwise) {
        code.aload(Guest.MEMORIES).iload(Guest.ADDRESS).constant(bytes);
        code.invokeVirtual(Guest.BUS, question, "(II)Z").jump(Op.IFEQ, otherwise);
    }

    /** Jumps unless so many words at the address are aligned and lie in RAM or flash; then MEMORY and OFFSET are there. */
    void locate(int words, Label otherwise) {
        Label elsewhere = code.label();
        Label found = code.label();
        code.iload(Guest.ADDRESS).constant(3).op(Op.IAND).jump(Op.IFNE, otherwise);
        unlessIn(guest.surroundings.ram(), 4 * words, elsewhere);
        located(Guest.RAM, guest.surroundings.ram());
        code.place(found);
        guest.rarely(() -> {
            code.place(elsewhere);
            unlessIn(guest.surroundings.flash(), 4 * words, otherwise);
            located(Guest.FLASH, guest.surroundings.flash());
            code.jump(Op.GOTO, found);
        });
    }

    private void located(int memory, Region region) {
        code.aload(memory).astore(Guest.MEMORY);
        code.iload(Guest.ADDRESS).constant(region.base()).op(Op.ISUB).istore(Guest.OFFSET);
    }

    /** Pushes a word of what was located. */
    void word(int number) {
        code.aload(Guest.MEMORY).iload(Guest.OFFSET).constant(4 * number).op(Op.IADD);
        Width.WORD.emitRead(code);
    }

    /** Stores several words, the first of which {@code push} puts on the stack for 0. */
    void storeWords(int words, java.util.function.IntConsumer push, Label attention) {
        code.iload(Guest.ADDRESS).constant(3).op(Op.IAND).jump(Op.IFNE, guest.interpreted());
        unlessIn(guest.surroundings.ram(), 4 * words, guest.interpreted());
        boolean watched = guest.surroundings.isWatched();
        for (int word = 0; word < words; word++) {
            if (watched) {
                code.aload(Guest.MEMORIES).iload(Guest.ADDRESS);
            } else {
                offsetIn(Guest.RAM, guest.surroundings.ram());
            }
            code.constant(4 * word).op(Op.IADD);
            push.accept(word);
            if (watched) {
                code.invokeVirtual(Guest.BUS, Width.WORD.write, "(II)V");
            } else {
                Width.WORD.emitWrite(code);
            }
        }
        if (watched) {
            ifAttention(attention);
        }
    }
}
