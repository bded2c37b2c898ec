package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Fingerprint;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.rig.measure.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** Turns a schedule into C sources: constants, their symbols, the calls, and the file that holds them. */
public final class Emitter {
    /** The same schedule and target give the same bytes. */
    public CProject emit(Schedule schedule, String target) {
        LayerNames names = new LayerNames(schedule.network());
        WeightsFile weights = WeightsPass.run(schedule, names);
        String assembly = AssemblyPass.run(weights);
        List<KernelCall> calls = CallsPass.run(schedule, names);
        String source = new SourcePass(schedule, weights, calls, names).run(target);
        TreeMap<String, Bytes> files = new TreeMap<>();
        files.put("net.c", utf8(source));
        files.put("weights.s", utf8(assembly));
        files.put(AssemblyPass.WEIGHTS_FILE, weights.bytes());
        return new CProject(
                Fingerprint.of(schedule.network()),
                schedule.network().inputTensor().shape().size(),
                schedule.options().techniques().usedOperatorsOnly(),
                files);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
