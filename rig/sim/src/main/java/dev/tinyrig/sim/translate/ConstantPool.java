package dev.tinyrig.sim.translate;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The constants of a class file (JVMS 4.4), each once. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<String, Integer> known = new HashMap<>();

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    int utf8(String text) {
        return add(UTF8, text, to -> to.writeUTF(text));
    }

    int integer(int value) {
        return add(INTEGER, Integer.toString(value), to -> to.writeInt(value));
    }

    int type(String name) {
        int utf8 = utf8(name);
        return add(CLASS, name, to -> to.writeShort(utf8));
    }

    int field(String owner, String name, String descriptor) {
        return member(FIELD, owner, name, descriptor);
    }

    int method(String owner, String name, String descriptor) {
        return member(METHOD, owner, name, descriptor);
    }

    private int member(int tag, String owner, String name, String descriptor) {
        int type = type(owner);
        int nameUtf8 = utf8(name);
        int descriptorUtf8 = utf8(descriptor);
        int nameAndType = add(NAME_AND_TYPE, name + ' ' + descriptor, to -> {
            to.writeShort(nameUtf8);
            to.writeShort(descriptorUtf8);
        });
        return add(tag, owner + ' ' + name + ' ' + descriptor, to -> {
            to.writeShort(type);
            to.writeShort(nameAndType);
        });
    }

    private int add(int tag, String key, Writing writing) {
        Integer index = known.get(tag + key);
        if (index != null) {
            return index;
        }
        try {
            out.writeByte(tag);
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        known.put(tag + key, known.size() + 1);
        return known.size();
    }

    void writeTo(DataOutputStream file) throws IOException {
        file.writeShort(known.size() + 1);
        bytes.writeTo(file);
    }
}
