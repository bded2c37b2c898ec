package dev.tinyrig.sim.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * The body of one method as it grows. Wherever a label is placed the operand stack is empty and every local has the type
 * that it has from the start, so that all stack map frames are alike.
 */
final class Bytecode {
    /** A place to jump to. */
    static final class Label {
        private static final int NOWHERE = -1;

        private int at = NOWHERE;
        private final List<Integer> jumps = new ArrayList<>();

        private Label() {}
    }

    private final ConstantPool pool;
    private byte[] code = new byte[1024];
    private int size;
    private final List<Label> placed = new ArrayList<>();

    Bytecode(ConstantPool pool) {
        this.pool = pool;
    }

    int size() {
        return size;
    }

    Bytecode op(int opcode) {
        if (size == code.length) {
            code = java.util.Arrays.copyOf(code, 2 * size);
        }
        code[size++] = (byte) opcode;
        return this;
    }

    private Bytecode op(int opcode, int operand) {
        return op(opcode).op(operand >>> 8).op(operand);
    }

    Bytecode iload(int local) {
        return op(Op.ILOAD).op(local);
    }

    Bytecode istore(int local) {
        return op(Op.ISTORE).op(local);
    }

    Bytecode aload(int local) {
        return op(Op.ALOAD).op(local);
    }

    Bytecode astore(int local) {
        return op(Op.ASTORE).op(local);
    }

    /** Adds a constant to a local. */
    Bytecode iinc(int local, int by) {
        return op(Op.WIDE).op(Op.IINC, local).op(by >>> 8).op(by);
    }

    Bytecode constant(int value) {
        if (value >= -1 && value <= 5) {
            return op(Op.ICONST_0 + value);
        }
        if (value == (byte) value) {
            return op(Op.BIPUSH).op(value);
        }
        if (value == (short) value) {
            return op(Op.SIPUSH, value);
        }
        int index = pool.integer(value);
        return index < 256 ? op(Op.LDC).op(index) : op(Op.LDC_W, index);
    }

    Bytecode getField(String owner, String name, String descriptor) {
        return op(Op.GETFIELD, pool.field(owner, name, descriptor));
    }

    Bytecode putField(String owner, String name, String descriptor) {
        return op(Op.PUTFIELD, pool.field(owner, name, descriptor));
    }

    Bytecode invokeVirtual(String owner, String name, String descriptor) {
        return op(Op.INVOKEVIRTUAL, pool.method(owner, name, descriptor));
    }

    Bytecode invokeSpecial(String owner, String name, String descriptor) {
        return op(Op.INVOKESPECIAL, pool.method(owner, name, descriptor));
    }

    Bytecode invokeStatic(String owner, String name, String descriptor) {
        return op(Op.INVOKESTATIC, pool.method(owner, name, descriptor));
    }

    Bytecode checkCast(String type) {
        return op(0xc0, pool.type(type));
    }

    Label label() {
        return new Label();
    }

    Bytecode jump(int opcode, Label target) {
        target.jumps.add(size);
        return op(opcode, 0);
    }

    /** Here, where nothing may be on the operand stack, is the label. */
    Bytecode place(Label label) {
        label.at = size;
        placed.add(label);
        return this;
    }

    /** The offsets of all labels, ascending and each once. */
    int[] frames() {
        return placed.stream().mapToInt(label -> label.at).sorted().distinct().toArray();
    }

    /** The finished code. */
    byte[] toBytes() {
        for (Label label : placed) {
            for (int jump : label.jumps) {
                int distance = label.at - jump;
                if (distance != (short) distance) {
                    throw new IllegalStateException("a jump of " + distance + " bytes");
                }
                code[jump + 1] = (byte) (distance >>> 8);
                code[jump + 2] = (byte) distance;
            }
        }
        return java.util.Arrays.copyOf(code, size);
    }
}
