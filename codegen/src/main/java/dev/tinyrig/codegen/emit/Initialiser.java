package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import java.util.ArrayList;
import java.util.List;

/** The value of a structure in C, by the names of its members. */
final class Initialiser {
    private final List<String> members = new ArrayList<>();

    static Initialiser of(Shape shape) {
        return new Initialiser()
                .with("height", shape.height())
                .with("width", shape.width())
                .with("channels", shape.channels());
    }

    static Initialiser of(Window window) {
        return new Initialiser()
                .with("height", window.kernelHeight())
                .with("width", window.kernelWidth())
                .with("stride_height", window.strideHeight())
                .with("stride_width", window.strideWidth())
                .with("pad_top", window.padTop())
                .with("pad_left", window.padLeft());
    }

    static Initialiser of(Multiplier factor) {
        return new Initialiser()
                .with("multiplier", factor.mantissa())
                .with("left_shift", factor.leftShift())
                .with("right_shift", factor.rightShift());
    }

    /** C has no literal for the least integer. */
    Initialiser with(String member, int value) {
        return with(member, value == Integer.MIN_VALUE ? "INT32_MIN" : String.valueOf(value));
    }

    Initialiser with(String member, String expression) {
        members.add(".%s = %s".formatted(member, expression));
        return this;
    }

    /** A small structure within this one, on one line. */
    Initialiser with(String member, Initialiser value) {
        return with(member, "{" + String.join(", ", value.members) + "}");
    }

    /** A structure within this one, with a line for each member. */
    Initialiser withLines(String member, Initialiser value) {
        return with(member, value.braced());
    }

    /** More members of the same structure. */
    Initialiser and(Initialiser others) {
        members.addAll(others.members);
        return this;
    }

    /** In braces, a line for each member. */
    String braced() {
        return "{\n" + (String.join(",\n", members) + ",").indent(4) + "}";
    }
}
