package dev.tinyrig.sim.translate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian words and halfwords in an array of bytes; small enough to be inlined everywhere. */
final class Access {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Access() {}

    static int word(byte[] bytes, int offset) {
        return (int) WORD.get(bytes, offset);
    }

    static int half(byte[] bytes, int offset) {
        return (short) HALF.get(bytes, offset);
    }

    static void setWord(byte[] bytes, int offset, int value) {
        WORD.set(bytes, offset, value);
    }

    static void setHalf(byte[] bytes, int offset, int value) {
        HALF.set(bytes, offset, (short) value);
    }
}
