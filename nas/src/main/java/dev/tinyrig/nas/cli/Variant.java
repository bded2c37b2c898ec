package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.engine.OtherEngine;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.SpaceRace;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.nas.train.Sharing;
import dev.tinyrig.rig.names.Choices;
import java.util.Optional;

/**
 * One search of a study: which networks, how proposed, by whose costs, with weights shared how.
 *
 * @param name such as {@code tinyrig}, {@code random} or {@code mobilenetv2+cmsis-nn}
 */
record Variant(
        String name, Optional<String> space, Optional<String> engine, Strategy strategy, Optional<Sharing> sharing) {
    /**
     * What the baselines are compared with.
     *
     * @param space empty for the task's own
     */
    static Variant ours(Optional<String> space) {
        return new Variant("tinyrig", space, Optional.empty(), Strategy.EVOLUTION, Optional.empty());
    }

    /** A baseline by the names of its space, strategy, engine and sharing, as many of them as differ from this one. */
    Variant butFor(String name) {
        Variant variant = this;
        for (String word : name.split("\\+", -1)) {
            variant = variant.with(word);
        }
        return new Variant(name, variant.space, variant.engine, variant.strategy, variant.sharing);
    }

    private Variant with(String word) {
        Optional<OtherEngine> model = new Choices<>(OtherEngine.class).find(word);
        if (model.isPresent()) {
            return new Variant(name, space, model.map(OtherEngine::label), strategy, sharing);
        }
        Optional<Strategy> other = new Choices<>(Strategy.class).find(word);
        if (other.isPresent()) {
            return new Variant(name, space, engine, other.get(), sharing);
        }
        Optional<Sharing> how = new Choices<>(Sharing.class).find(word);
        if (how.isPresent()) {
            return new Variant(name, space, engine, strategy, how);
        }
        if (!SpaceRace.knows(word)) {
            throw new RunException(
                    Fault.USAGE,
                    "unknown baseline '%s': give spaces, strategies, engines or ways of sharing of 'tinyrig search', joined by +"
                            .formatted(word));
        }
        return new Variant(name, Optional.of(word), engine, strategy, sharing);
    }
}
