package dev.tinyrig.sim.translate;

/** How much one access reads or writes, and how it is extended. */
enum Width {
    WORD(4, "read32", "write32"),
    HALF(2, "read16", "write16"),
    SIGNED_HALF(2, "read16", "write16"),
    BYTE(1, "read8", "write8"),
    SIGNED_BYTE(1, "read8", "write8");

    private static final String ACCESS = "dev/tinyrig/sim/translate/Access";

    final int bytes;
    /** Methods of the bus. */
    final String read;

    final String write;

    Width(int bytes, String read, String write) {
        this.bytes = bytes;
        this.read = read;
        this.write = write;
    }

    /** From an array and an offset, the value. */
    void emitRead(Bytecode code) {
        switch (bytes) {
            case 4 -> code.invokeStatic(ACCESS, "word", "([BI)I");
            case 2 -> code.invokeStatic(ACCESS, "half", "([BI)I");
            default -> code.op(Op.BALOAD);
        }
        if (this == HALF) {
            code.constant(0xffff).op(Op.IAND);
        } else if (this == BYTE) {
            code.constant(0xff).op(Op.IAND);
        }
    }

    /** Of what the bus read, which is zero-extended. */
    void emitExtension(Bytecode code) {
        if (this == SIGNED_HALF) {
            code.op(Op.I2S);
        } else if (this == SIGNED_BYTE) {
            code.op(Op.I2B);
        }
    }

    /** Writes a value to an offset of an array. */
    void emitWrite(Bytecode code) {
        switch (bytes) {
            case 4 -> code.invokeStatic(ACCESS, "setWord", "([BII)V");
            case 2 -> code.invokeStatic(ACCESS, "setHalf", "([BII)V");
            default -> code.op(Op.BASTORE);
        }
    }
}
