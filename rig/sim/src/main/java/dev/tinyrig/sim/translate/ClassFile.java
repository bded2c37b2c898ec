package dev.tinyrig.sim.translate;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes a class with a constructor and one method, as JVMS 4 lays it out. */
final class ClassFile {
    private static final int MAGIC = 0xcafebabe;
    private static final int JAVA_17 = 61;
    private static final int FINAL_SUPER = 0x1030;
    private static final int MAX_STACK = 24;
    private static final int FULL_FRAME = 255;
    private static final int SAME_FRAME_EXTENDED = 251;
    private static final int INTEGER_TYPE = 1;
    private static final int OBJECT_TYPE = 7;
    /** Stands for an int among the types of locals, which are names of classes otherwise. */
    static final String INT = "I";

    private final ConstantPool pool = new ConstantPool();
    private final String name;
    private final String superName;

    ClassFile(String name, String superName) {
        this.name = name;
        this.superName = superName;
    }

    /** The body of the method. */
    Bytecode body() {
        return new Bytecode(pool);
    }

    /**
     * The class file.
     *
     * @param locals the types that the locals have at every label: internal names of classes, array descriptors or INT
     */
    byte[] toBytes(String method, String descriptor, Bytecode body, List<String> locals) {
        Bytecode constructor =
                body().aload(0).invokeSpecial(superName, "<init>", "()V").op(Op.RETURN);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(members);
            out.writeShort(FINAL_SUPER);
            out.writeShort(pool.type(name));
            out.writeShort(pool.type(superName));
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(2);
            method(out, "<init>", "()V", constructor, List.of(name));
            method(out, method, descriptor, body, locals);
            out.writeShort(0);
            DataOutputStream whole = new DataOutputStream(file);
            whole.writeInt(MAGIC);
            whole.writeInt(JAVA_17);
            pool.writeTo(whole);
            members.writeTo(whole);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    private void method(DataOutputStream out, String method, String descriptor, Bytecode body, List<String> locals)
            throws IOException {
        byte[] code = body.toBytes();
        int[] frames = body.frames();
        byte[] map = frames.length == 0 ? new byte[0] : stackMap(frames, locals);
        out.writeShort(0);
        out.writeShort(pool.utf8(method));
        out.writeShort(pool.utf8(descriptor));
        out.writeShort(1);
        out.writeShort(pool.utf8("Code"));
        out.writeInt(12 + code.length + map.length);
        out.writeShort(MAX_STACK);
        out.writeShort(locals.size());
        out.writeInt(code.length);
        out.write(code);
        out.writeShort(0);
        out.writeShort(map.length == 0 ? 0 : 1);
        out.write(map);
    }

    /** One whole frame, and then the same at every label. */
    private byte[] stackMap(int[] frames, List<String> locals) throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(entries);
        out.writeShort(frames.length);
        out.writeByte(FULL_FRAME);
        out.writeShort(frames[0]);
        out.writeShort(locals.size());
        for (String type : locals) {
            if (type.equals(INT)) {
                out.writeByte(INTEGER_TYPE);
            } else {
                out.writeByte(OBJECT_TYPE);
                out.writeShort(pool.type(type));
            }
        }
        out.writeShort(0);
        for (int frame = 1; frame < frames.length; frame++) {
            out.writeByte(SAME_FRAME_EXTENDED);
            out.writeShort(frames[frame] - frames[frame - 1] - 1);
        }
        ByteArrayOutputStream attribute = new ByteArrayOutputStream();
        DataOutputStream whole = new DataOutputStream(attribute);
        whole.writeShort(pool.utf8("StackMapTable"));
        whole.writeInt(entries.size());
        entries.writeTo(whole);
        return attribute.toByteArray();
    }
}
