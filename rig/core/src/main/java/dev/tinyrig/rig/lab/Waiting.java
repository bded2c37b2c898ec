package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.Bench;
import java.util.Optional;
import java.util.Set;

/** A wait for benches, some of which other processes may hold. */
final class Waiting implements AutoCloseable {
    private final Optional<Ledger.Place> place;

    Waiting(Optional<Ledger> ledger, Set<String> shared) {
        this.place = shared.isEmpty()
                ? Optional.empty()
                : ledger.map(known -> known.queue(shared, "firmware of a search or test"));
    }

    /** Empty while another process has the bench, or is before us in the queue. */
    Optional<Tenure> claim(Bench bench) {
        return place.isPresent() && bench.isShared() ? place.get().claim(bench.name()) : Optional.of(Tenure.PRIVATE);
    }

    @Override
    public void close() {
        place.ifPresent(Ledger.Place::close);
    }
}
