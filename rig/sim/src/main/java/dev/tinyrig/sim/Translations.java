package dev.tinyrig.sim;

import dev.tinyrig.sim.memory.CodeWatcher;
import dev.tinyrig.sim.memory.Region;
import dev.tinyrig.sim.translate.Translation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The translated code of one memory by where it is entered; a store into its instructions makes all of it void. */
final class Translations implements CodeWatcher {
    private final int base;
    private final Runnable attention;
    private final @Nullable Translation[] entered;
    private final short[] heat;
    /** Words that hold translated instructions. */
    private final boolean[] translated;

    Translations(Region region, Runnable attention) {
        this.base = region.base();
        this.attention = attention;
        this.entered = new Translation[region.size() / 2 + 1];
        this.heat = new short[region.size() / 2 + 1];
        this.translated = new boolean[region.size() / 4 + 1];
    }

    @Nullable Translation at(int pc) {
        return entered[(pc - base) >>> 1];
    }

    /** Notes that the interpreter came to an address, and gives how often it has. */
    int visit(int pc) {
        return ++heat[(pc - base) >>> 1];
    }

    void add(int pc, Translation made) {
        entered[(pc - base) >>> 1] = made;
        made.places().forEach(address -> {
            translated[(address - base) >>> 2] = true;
            translated[(address - base + 2) >>> 2] = true;
        });
    }

    @SuppressWarnings("NullAway") // an empty slot is null
    void clear() {
        Arrays.fill(entered, null);
        Arrays.fill(heat, (short) 0);
        Arrays.fill(translated, false);
    }

    @Override
    public void written(int offset, int bytes) {
        if (translated[offset >> 2] || translated[(offset + bytes - 1) >> 2]) {
            clear();
            // Translated code may be running; it must not go on.
            attention.run();
        }
    }
}
