package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.isa.Decoder;
import dev.tinyrig.sim.isa.Encoding;
import dev.tinyrig.sim.isa.Insn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Writes cells of random code: set-up, one or a few instructions under test, and an SVC whose handler records all
 * registers. Encodings are drawn from the decoder's own tables, fields at random; what is unpredictable is left out.
 */
final class RandomCells {
    /** Where loads and stores go, with room for the largest offset on either side. */
    static final int SCRATCH = 0x20000000;

    static final int SCRATCH_BYTES = 0x10000;

    private static final int SVC = 0xdf00;
    private static final int FILLER = 0x2755;
    private static final int[] GENERAL = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14};
    private static final int[] READABLE = {0, 1, 2, 3, 5, 6, 7, 16, 17, 19, 20};

    private final CodeBuffer code;
    private final Random random;
    private final Decoder decoder;
    private final List<Encoding> encodings;
    private final Map<String, Integer> coverage = new TreeMap<>();
    /** The instructions of each cell, for reports. */
    private final List<String> cells = new ArrayList<>();

    private int instructions;

    RandomCells(CodeBuffer code, Random random, FpuKind fpu) {
        this.code = code;
        this.random = random;
        this.decoder = new Decoder(fpu);
        this.encodings =
                decoder.encodings().stream().filter(RandomCells::isTestedHere).toList();
    }

    /** Left to hand-picked tests: what leaves the cell, changes privilege or the stack, or stops the machine. */
    private static boolean isTestedHere(Encoding encoding) {
        String text = encoding.text();
        List<String> elsewhere = List.of(
                "bkpt",
                "svc",
                "udf",
                "wfi",
                "cps",
                "undefined",
                "coprocessor",
                "nop",
                "it%",
                "add sp",
                "sub sp",
                "mov sp",
                "add pc",
                "tbb [%n",
                "tbh",
                "bx",
                "blx",
                "mov pc");
        return elsewhere.stream().noneMatch(text::startsWith) && !text.contains(" pc,");
    }

    List<String> cells() {
        return cells;
    }

    int instructions() {
        return instructions;
    }

    Map<String, Integer> coverage() {
        return coverage;
    }

    List<Encoding> encodings() {
        return encodings;
    }

    /** Gives every register a new value, so that one mismatch does not follow into all later cells. */
    void refresh() {
        for (int single = 0; single < 32; single++) {
            code.load(0, RandomWords.any(random));
            code.halfwords(0xee00 | single >> 1, 0x0a10 | (single & 1) << 7);
        }
        code.load(0, random.nextInt(4) == 0 ? random.nextInt() & 0x07c00000 : 0);
        code.halfwords(0xeee1, 0x0a10);
        code.load(0, random.nextInt());
        code.halfwords(0xf380, 0x8c00);
        for (int register : GENERAL) {
            code.load(register, RandomWords.any(random));
        }
        instructions += 32 * 3 + 6 + 2 * GENERAL.length;
    }

    /** One cell, with the call whose handler records all registers. */
    void next() {
        unrecorded();
        code.halfwords(SVC);
        instructions++;
    }

    /** One cell that runs on into the next. */
    void unrecorded() {
        if (random.nextInt(10) == 0) {
            conditionalCell();
        } else {
            Encoding encoding = encodings.get(random.nextInt(encodings.size()));
            straightCell(encoding);
        }
    }

    private void straightCell(Encoding encoding) {
        int word = drawn(encoding, false);
        prepareBase(encoding, word);
        int address = code.address();
        word = withTarget(encoding, word);
        code.instruction(word);
        Insn insn = decoded(word, address, false);
        if (!insn.encoding.equals(encoding)) {
            throw new IllegalStateException(encoding + " was drawn but decodes as " + insn.encoding);
        }
        noted(insn);
        cells.add(String.format("0x%08x: %s", address, insn));
        addFiller(encoding);
    }

    private void noted(Insn insn) {
        coverage.merge(insn.encoding.toString(), 1, Integer::sum);
        instructions++;
    }

    private Insn decoded(int word, int address, boolean inIt) {
        return decoder.decode(word, Decoder.isWide(word >>> 16), address, inIt);
    }

    /** IT with one to four instructions behind it. */
    private void conditionalCell() {
        int condition = random.nextInt(14);
        int count = 1 + random.nextInt(4);
        int mask = 1 << (4 - count);
        for (int at = 1; at < count; at++) {
            int then = random.nextBoolean() ? condition & 1 : ~condition & 1;
            mask |= then << (4 - at);
        }
        List<Integer> words = new ArrayList<>();
        while (words.size() < count) {
            Encoding encoding = encodings.get(random.nextInt(encodings.size()));
            if (standsInIt(encoding)) {
                words.add(drawn(encoding, true));
            }
        }
        StringBuilder text = new StringBuilder(String.format("0x%08x: ", code.address()));
        text.append(decoded(0xbf00 | condition << 4 | mask, code.address(), false));
        code.halfwords(0xbf00 | condition << 4 | mask);
        instructions++;
        for (int word : words) {
            Insn insn = decoded(word, code.address(), true);
            code.instruction(word);
            noted(insn);
            text.append("; ").append(insn);
        }
        cells.add(text.toString());
    }

    private static boolean standsInIt(Encoding encoding) {
        boolean unpredictable = encoding.pattern().toString().equals("0000000000mmmddd");
        return !isMemory(encoding) && !isBranch(encoding) && !unpredictable;
    }

    private static boolean isMemory(Encoding encoding) {
        return encoding.text().contains("[%n")
                || encoding.text().contains("%n!")
                || encoding.text().contains("%n%W")
                || encoding.text().matches("(push|pop|ldmia) .*");
    }

    private static boolean isBranch(Encoding encoding) {
        return encoding.text().matches("(b|bl|cbz|cbnz|tbb)(%c)?(\\.w)? .*");
    }

    /** Random fields, as often as it takes for the result to be this encoding and to be predictable. */
    private int drawn(Encoding encoding, boolean inIt) {
        for (int attempt = 0; attempt < 10_000; attempt++) {
            int word = fill(encoding);
            boolean itself = decoded(word, code.address(), inIt).encoding.equals(encoding);
            if (itself && Predictability.isPredictable(encoding, word)) {
                return word;
            }
        }
        throw new IllegalStateException("no predictable instance of " + encoding + " was found");
    }

    private int fill(Encoding encoding) {
        String bits = encoding.pattern().toString();
        Map<Character, Integer> values = new TreeMap<>();
        int word = 0;
        for (int at = bits.length() - 1; at >= 0; at--) {
            char letter = bits.charAt(at);
            int place = bits.length() - 1 - at;
            if (letter == '0' || letter == '1') {
                word |= (letter - '0') << place;
                continue;
            }
            int value = values.computeIfAbsent(letter, one -> value(encoding, one));
            word |= (value & 1) << place;
            values.put(letter, value >> 1);
        }
        return word;
    }

    private int value(Encoding encoding, char letter) {
        boolean register = "dtenma".indexOf(letter) >= 0;
        boolean fourBits = Predictability.width(encoding, letter) == 4;
        if (register && fourBits && !Predictability.isFloat(encoding, letter)) {
            return GENERAL[random.nextInt(GENERAL.length)];
        }
        if (encoding.text().startsWith("mrs") && letter == 'i') {
            return READABLE[random.nextInt(READABLE.length)];
        }
        if (encoding.text().startsWith("msr") && letter == 'i') {
            return 0;
        }
        if (letter == 'c') {
            return random.nextInt(14);
        }
        return random.nextInt();
    }

    /** Points the base register of a load or store into the scratch memory, and an index to something small. */
    private void prepareBase(Encoding encoding, int word) {
        if (encoding.text().startsWith("vmsr")) {
            code.load(Predictability.field(encoding, word, 't'), random.nextInt() & 0xf7c0009f);
            instructions += 2;
        }
        if (encoding.text().startsWith("tbb")) {
            code.load(Predictability.field(encoding, word, 'm'), 0);
            instructions += 2;
        }
        if (!isMemory(encoding) || encoding.text().matches("(push|pop) .*")) {
            return;
        }
        if (encoding.pattern().has('m')) {
            code.load(Predictability.field(encoding, word, 'm'), random.nextInt(1024));
            instructions += 2;
        }
        int alignment = Predictability.needsAlignment(encoding) ? ~3 : ~0;
        int base = SCRATCH + 0x4000 + (random.nextInt(0x8000) & alignment);
        code.load(Predictability.field(encoding, word, 'n'), base);
        instructions += 2;
    }

    /** The same instruction with its branch offset set to jump over the filler that follows. */
    private int withTarget(Encoding encoding, int word) {
        String text = encoding.text();
        if (text.startsWith("cb")) {
            return word & ~0x02f8;
        }
        if (!isBranch(encoding) || text.startsWith("tbb")) {
            return word;
        }
        if (encoding.pattern().bytes() == 2) {
            return text.contains("%c") ? word & ~0xff : word & ~0x7ff;
        }
        // S = 0 and a small offset: J1 and J2 are 1 for the far forms and 0 for the conditional one.
        int cleared = text.contains("%c") ? (word & 0x03c00000) | 0xf0008000 : (word & 0x0000d000) | 0xf0002800;
        return cleared | 1;
    }

    /** What a branch jumps over; not taken, it runs and leaves a trace in R7. */
    private void addFiller(Encoding encoding) {
        if (!isBranch(encoding)) {
            return;
        }
        if (encoding.text().startsWith("tbb")) {
            code.halfwords(0x0002);
        }
        code.halfwords(FILLER);
        instructions++;
    }
}
