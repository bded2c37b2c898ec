package dev.tinyrig.nas.cli;

/**
 * What the doctor saw of one thing.
 *
 * @param seen its version, or what is wrong with it
 * @param advice what to do; empty where it is fine
 */
record Finding(String name, Need need, String seen, String advice) {
    /** What cannot be done without it. */
    enum Need {
        SEARCH("search"),
        BENCH("a bench"),
        BOARDS("boards"),
        DATA("real data");

        private final String label;

        Need(String label) {
            this.label = label;
        }
    }

    static Finding fine(String name, Need need, String version) {
        return new Finding(name, need, version, "");
    }

    static Finding wrong(String name, Need need, String seen, String advice) {
        return new Finding(name, need, seen, advice);
    }

    boolean isFine() {
        return advice.isEmpty();
    }

    /** Such as {@code missing  uhubctl  boards  is not on the PATH: apt-get install uhubctl}. */
    String line() {
        String verdict = isFine() ? "ok" : need == Need.SEARCH ? "MISSING" : "missing";
        return "%-8s %-18s %-10s %s%s".formatted(verdict, name, need.label, seen, isFine() ? "" : ": " + advice);
    }
}
