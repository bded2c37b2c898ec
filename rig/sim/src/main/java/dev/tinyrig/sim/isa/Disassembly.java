package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;

/** Fills in the assembler text of an encoding: each % is followed by the letter of what to put there. */
final class Disassembly {
    private static final String[] CONDITIONS = {
        "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "", ""
    };
    private static final String[] SHIFTS = {"lsl", "lsr", "asr", "ror"};

    private final Insn insn;
    private final Fields fields;

    private Disassembly(Insn insn) {
        this.insn = insn;
        this.fields = new Fields(insn.encoding.pattern(), insn.word, insn.address);
    }

    static String of(Insn insn) {
        Disassembly disassembly = new Disassembly(insn);
        String text = insn.encoding.text();
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            out.append(next == '%' ? disassembly.part(text.charAt(++at)) : String.valueOf(next));
        }
        return out.toString();
    }

    private String part(char letter) {
        return switch (letter) {
            case 'd' -> register(fields.or('d', fields.or('t', fields.or('e', Cpu.ZERO))));
            case 'n' -> register(fields.or('n', fields.or('e', Cpu.ZERO)));
            case 'm', 'a' -> register(fields.of(letter));
            case 'i' -> Integer.toString(insn.imm);
            case 'x' -> Integer.toHexString(insn.imm);
            case 'A' -> Integer.toString(insn.amount);
            case 'B' -> Integer.toString(insn.writeBack);
            case 'S' -> insn.setsFlags ? "s" : "";
            case 'c' -> CONDITIONS[fields.of('c')];
            case 'h' -> shift();
            case 'l' -> list(insn.imm);
            case 'F' -> "s" + insn.d;
            case 'G' -> "s" + insn.n;
            case 'H' -> "s" + insn.m;
            case 'D' -> "d" + insn.d;
            case 'N' -> "d" + insn.n;
            case 'M' -> "d" + insn.m;
            case 'T' -> thenOrElse(insn.word);
            case 'W' -> fields.isSet('W') ? "!" : "";
            default -> Integer.toString(fields.of(letter));
        };
    }

    /** A letter for each instruction of an IT block behind the first: its bit is that of the condition or not (A7.7.38). */
    private static String thenOrElse(int word) {
        StringBuilder letters = new StringBuilder();
        for (int bit = 3; bit > Integer.numberOfTrailingZeros(word & 0xf); bit--) {
            letters.append((word >>> bit & 1) == (word >>> 4 & 1) ? 't' : 'e');
        }
        return letters.toString();
    }

    static String register(int number) {
        return switch (number) {
            case Cpu.SP -> "sp";
            case Cpu.LR -> "lr";
            case Cpu.PC -> "pc";
            default -> "r" + number;
        };
    }

    private String shift() {
        if (insn.shift == Shifter.RRX) {
            return ", rrx";
        }
        return insn.amount == 0 ? "" : ", " + SHIFTS[insn.shift] + " #" + insn.amount;
    }

    private static String list(int bits) {
        List<String> names = new ArrayList<>();
        for (int register = 0; register < 16; register++) {
            if ((bits >>> register & 1) != 0) {
                names.add(register(register));
            }
        }
        return "{" + String.join(", ", names) + "}";
    }
}
