package dev.tinyrig.rig.firmware;

/** Names of C++ functions as people write them, without their parameters (Itanium C++ ABI, 5.1). */
public final class Demangling {
    private final String mangled;
    private int at;

    private Demangling(String mangled) {
        this.mangled = mangled;
    }

    /** The names of a nested name joined, without what they are templates of; what is not understood stays as it is. */
    public static String of(String name) {
        if (!name.startsWith("_Z")) {
            return name;
        }
        String readable = new Demangling(name).readable();
        return readable.isEmpty() ? name : readable;
    }

    private String readable() {
        at = 2;
        skip("L");
        boolean nested = at < mangled.length() && mangled.charAt(at) == 'N';
        skip("N");
        skip("K");
        StringBuilder joined = new StringBuilder();
        do {
            skip("L");
            skipTemplateArguments();
            String part = sourceName();
            if (part.isEmpty()) {
                break;
            }
            joined.append(joined.isEmpty() ? "" : "::").append(part.startsWith("_GLOBAL__N") ? "{anonymous}" : part);
        } while (nested);
        return joined.toString();
    }

    private void skip(String letter) {
        if (mangled.startsWith(letter, at)) {
            at++;
        }
    }

    /** I, arguments, E; names in between have their lengths, so a letter of theirs is not taken for an E. */
    private void skipTemplateArguments() {
        int depth = 0;
        while (at < mangled.length()) {
            char next = mangled.charAt(at);
            if (depth == 0 && next != 'I') {
                return;
            }
            if (Character.isDigit(next)) {
                sourceName();
                continue;
            }
            depth += next == 'I' || next == 'N' ? 1 : next == 'E' ? -1 : 0;
            at++;
        }
    }

    /** A length and as many characters, or nothing. */
    private String sourceName() {
        int length = 0;
        while (at < mangled.length() && Character.isDigit(mangled.charAt(at))) {
            length = Math.min(mangled.length(), 10 * length + Character.digit(mangled.charAt(at++), 10));
        }
        int end = Math.min(mangled.length(), at + length);
        String name = mangled.substring(at, end);
        at = end;
        return name;
    }
}
