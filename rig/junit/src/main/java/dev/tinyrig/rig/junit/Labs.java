package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.Golden;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.lab.BenchChoice;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.target.Target;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Opens the lab that a run was told to use. */
record Labs(Settings settings, Map<String, String> environment) {
    /**
     * The lab, which the caller closes.
     *
     * @throws dev.tinyrig.rig.lab.LabException if what describes the boards is wrong
     * @throws BenchException if there is no such recording
     */
    Lab open(BenchChoice choice) {
        return choice.match(
                kind -> new Lab(kind.kind().benches(settings.benches(), environment)),
                boards -> new BoardLab(boards.lab(), golden(), environment).lab(),
                replay -> new Lab(Recording.in(replay.folder()).benches(settings.benches())));
    }

    private Function<Target, Golden> golden() {
        return settings.golden().map(Labs::golden).orElse(target -> {
            throw new BenchException(
                    "it must prove itself sound first: run 'tinyrig lab check', or let %s name a class that makes "
                                    .formatted(Settings.GOLDEN)
                            + "a golden firmware for " + target.name());
        });
    }

    @SuppressWarnings("unchecked")
    private static Function<Target, Golden> golden(String name) {
        try {
            Class<?> type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            return (Function<Target, Golden>)
                    type.asSubclass(Function.class).getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new ExtensionConfigurationException("%s: %s failed".formatted(Settings.GOLDEN, name), e.getCause());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ExtensionConfigurationException(
                    "%s names %s, which is no public class with a constructor without parameters that is a Function<Target, Golden>"
                            .formatted(Settings.GOLDEN, name),
                    e);
        }
    }
}
