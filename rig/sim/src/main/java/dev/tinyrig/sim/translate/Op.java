package dev.tinyrig.sim.translate;

/** Opcodes of the Java virtual machine (JVMS 6.5) as far as translated code needs them. */
final class Op {
    static final int ICONST_0 = 0x03;
    static final int LCONST_0 = 0x09;
    static final int BIPUSH = 0x10;
    static final int SIPUSH = 0x11;
    static final int LDC = 0x12;
    static final int LDC_W = 0x13;
    static final int ILOAD = 0x15;
    static final int ALOAD = 0x19;
    static final int IALOAD = 0x2e;
    static final int AALOAD = 0x32;
    static final int BALOAD = 0x33;
    static final int ISTORE = 0x36;
    static final int ASTORE = 0x3a;
    static final int IASTORE = 0x4f;
    static final int BASTORE = 0x54;
    static final int POP = 0x57;
    static final int DUP = 0x59;
    static final int DUP2 = 0x5c;
    static final int IADD = 0x60;
    static final int LADD = 0x61;
    static final int ISUB = 0x64;
    static final int LSUB = 0x65;
    static final int IMUL = 0x68;
    static final int LMUL = 0x69;
    static final int IDIV = 0x6c;
    static final int INEG = 0x74;
    static final int ISHL = 0x78;
    static final int LSHL = 0x79;
    static final int ISHR = 0x7a;
    static final int LSHR = 0x7b;
    static final int IUSHR = 0x7c;
    static final int LUSHR = 0x7d;
    static final int IAND = 0x7e;
    static final int LAND = 0x7f;
    static final int IOR = 0x80;
    static final int IXOR = 0x82;
    static final int IINC = 0x84;
    static final int I2L = 0x85;
    static final int L2I = 0x88;
    static final int I2B = 0x91;
    static final int I2S = 0x93;
    static final int LCMP = 0x94;
    static final int IFEQ = 0x99;
    static final int IFNE = 0x9a;
    static final int IFLT = 0x9b;
    static final int IFGE = 0x9c;
    static final int IFGT = 0x9d;
    static final int IFLE = 0x9e;
    static final int IF_ICMPEQ = 0x9f;
    static final int IF_ICMPNE = 0xa0;
    static final int IF_ICMPLT = 0xa1;
    static final int IF_ICMPGE = 0xa2;
    static final int IF_ICMPGT = 0xa3;
    static final int IF_ICMPLE = 0xa4;
    static final int GOTO = 0xa7;
    static final int IRETURN = 0xac;
    static final int RETURN = 0xb1;
    static final int GETFIELD = 0xb4;
    static final int PUTFIELD = 0xb5;
    static final int INVOKEVIRTUAL = 0xb6;
    static final int INVOKESPECIAL = 0xb7;
    static final int INVOKESTATIC = 0xb8;
    static final int WIDE = 0xc4;

    private Op() {}

    /** The branch that is taken when this one is not (JVMS 6.5: they stand in pairs). */
    static int negated(int branch) {
        return ((branch - IFEQ) ^ 1) + IFEQ;
    }
}
