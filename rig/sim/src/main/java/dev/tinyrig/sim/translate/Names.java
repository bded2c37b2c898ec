package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Encoding;
import dev.tinyrig.sim.isa.Insn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Mnemonics without what only says how wide an encoding is. */
final class Names {
    private static final Map<Encoding, String> KNOWN = new ConcurrentHashMap<>();

    private Names() {}

    static String of(Insn insn) {
        return KNOWN.computeIfAbsent(insn.encoding, encoding -> {
            String mnemonic = encoding.mnemonic();
            return mnemonic.endsWith(".w") ? mnemonic.substring(0, mnemonic.length() - 2) : mnemonic;
        });
    }

    /** Barriers do nothing where one instruction follows the other. */
    static boolean isBarrier(String name) {
        return name.equals("dsb") || name.equals("dmb") || name.equals("isb");
    }
}
