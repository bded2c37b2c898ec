package dev.tinyrig.sim.timing;

import java.util.ArrayList;
import java.util.List;

/** When a block may wait for flash: where it fetches from another word than before, and where it loads. */
final class FlashEvents {
    /** Stands among the words for a load. */
    static final int READ = Integer.MIN_VALUE;

    /** An event, as in the arrays. */
    private record Event(int step, int word, int access) {}

    /** Of each event the step. */
    final int[] steps;
    /** The word of flash to fetch; its complement where that may be the one that was fetched last; or READ. */
    final int[] words;
    /** The number of the load among loads and stores. */
    final int[] accesses;

    FlashEvents(BlockShape shape, FlashReads flash) {
        List<Event> events = new ArrayList<>();
        int fetched = -1;
        for (int step = 0; step < shape.size(); step++) {
            int address = shape.insns[step].address;
            int last = flash.wordOf(address + shape.bytes(step) - 1);
            for (int word = flash.wordOf(address); flash.holds(address) && word <= last; word++) {
                if (word != fetched) {
                    events.add(new Event(step, step == 0 && fetched < 0 ? ~word : word, 0));
                }
                fetched = word;
            }
            if (shape.traits[step].kind.reads()) {
                events.add(new Event(step, READ, shape.access[step]));
            }
        }
        steps = events.stream().mapToInt(Event::step).toArray();
        words = events.stream().mapToInt(Event::word).toArray();
        accesses = events.stream().mapToInt(Event::access).toArray();
    }

    /** The value of each event's step. */
    int[] at(int[] ofSteps) {
        int[] ofEvents = new int[steps.length];
        for (int event = 0; event < ofEvents.length; event++) {
            ofEvents[event] = ofSteps[steps[event]];
        }
        return ofEvents;
    }
}
