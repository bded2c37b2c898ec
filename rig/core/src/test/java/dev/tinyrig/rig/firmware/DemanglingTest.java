package dev.tinyrig.rig.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemanglingTest {
    @ParameterizedTest
    @CsvSource({
        "main, main",
        "_Z3fooi, foo",
        "_ZL12tensor_arena, tensor_arena",
        "_ZN6tflite16MicroInterpreter6InvokeEv, tflite::MicroInterpreter::Invoke",
        "_ZNK4mbed6Serial8readableEv, mbed::Serial::readable",
        "_ZN12_GLOBAL__N_14EvalEP13TfLiteContext, {anonymous}::Eval",
        "_ZN3one3twoIiN5three4fourEE4fiveEv, one::two::five",
        "_ZNSt6vectorIiE4pushEv, _ZNSt6vectorIiE4pushEv",
        "_Z, _Z",
        "_ZN99999999999999999999xE, x E"
    })
    void readsNamesAsPeopleWriteThem(String mangled, String readable) {
        assertThat(Demangling.of(mangled)).isEqualTo(readable.replace(" ", ""));
    }
}
