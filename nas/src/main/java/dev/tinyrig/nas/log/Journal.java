package dev.tinyrig.nas.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The entries of a result log, in the order they were written. */
public record Journal(List<Entry> entries) {
    public Journal {
        entries = List.copyOf(entries);
        if (!(entries.get(0) instanceof Entry.Started)) {
            throw new IllegalArgumentException("a result log starts with a run entry");
        }
    }

    /** All entries of one kind. */
    public <E extends Entry> List<E> all(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The latest entry of one kind. */
    public <E extends Entry> Optional<E> last(Class<E> kind) {
        List<E> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** How long a program has worked on the run until now, without the pauses before it was resumed. */
    public Duration worked(Instant now) {
        Duration worked = Duration.ZERO;
        Instant from = started().at();
        Instant last = from;
        for (Entry entry : entries) {
            if (entry instanceof Entry.Resumed) {
                worked = worked.plus(Duration.between(from, last));
                from = entry.at();
            }
            last = entry.at();
        }
        return worked.plus(Duration.between(from, now));
    }

    public Entry.Started started() {
        return (Entry.Started) entries.get(0);
    }
}
