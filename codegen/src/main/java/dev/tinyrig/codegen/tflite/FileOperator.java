package dev.tinyrig.codegen.tflite;

import com.google.flatbuffers.Table;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Operator;

/**
 * An operator as the file describes it.
 *
 * @param code a {@link BuiltinOperator}
 * @param inputs indices of tensors, negative for those left out
 */
record FileOperator(int index, int code, List<Integer> inputs, List<Integer> outputs, Operator table) {
    FileOperator {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Such as {@code CONV_2D}. */
    String kind() {
        boolean known = code >= 0 && code < BuiltinOperator.names.length;
        return known ? BuiltinOperator.name(code) : "UNKNOWN_" + code;
    }

    @Override
    public String toString() {
        return "operator %d %s".formatted(index, kind());
    }

    int input(int position) {
        if (position >= inputs.size()) {
            throw new TfliteException("has %d inputs, not %d or more".formatted(inputs.size(), position + 1));
        }
        return inputs.get(position);
    }

    int output() {
        if (outputs.size() != 1) {
            throw new TfliteException("has %d outputs, not 1".formatted(outputs.size()));
        }
        return outputs.get(0);
    }

    boolean hasOptions() {
        return table.builtinOptionsType() != BuiltinOptions.NONE;
    }

    /** Fills the table with the operator's options, which must be of the type that belongs to it. */
    <T extends Table> T options(byte type, T options) {
        if (table.builtinOptionsType() != type || table.builtinOptions(options) == null) {
            throw new TfliteException("has no options of type " + BuiltinOptions.name(type));
        }
        return options;
    }
}
