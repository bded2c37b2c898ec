package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final String GCC = "arm-none-eabi-gcc (15:12.2.rel1-1) 12.2.1 20221205";

    private final StringWriter out = new StringWriter();
    private final Path folder;

    DoctorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everythingThatASearchNeedsIsEnough() throws IOException {
        install("arm-none-eabi-gcc", "echo '" + GCC + "'");
        install("espeak-ng", "echo 'eSpeak NG text-to-speech: 1.51  Data at: /usr/lib'");

        int code = doctor();

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("ok       JDK ")
                .containsPattern("ok +arm-none-eabi-gcc +search +12\\.2")
                .containsPattern("ok +espeak-ng +search +1\\.51, ")
                .containsPattern("missing +uhubctl +boards +not on the PATH: apt-get install uhubctl")
                .containsPattern(
                        "missing +renode +a bench +not usable: renode is not on the PATH: get 1\\.16\\.1 from ")
                .containsPattern("missing +data set +real data +none is named, speech will be synthetic: let --data ")
                .endsWith("a search can run\n");
    }

    @Test
    void whatASearchNeedsAndIsMissingEndsWithCode3() throws IOException {
        install("espeak-ng", "echo 1.51");

        int code = doctor();

        assertThat(code).isEqualTo(ExitCode.MISSING_TOOL.code());
        assertThat(out.toString())
                .containsPattern(
                        "MISSING +arm-none-eabi-gcc +search +not on the PATH: apt-get install gcc-arm-none-eabi")
                .endsWith("NO search can run: arm-none-eabi-gcc missing or unfit\n");
    }

    @Test
    void aVersionIsReadWhateverTheExitCode() throws IOException {
        install("openocd", "echo 'Open On-Chip Debugger 0.12.0' >&2; exit 1");

        doctor();

        assertThat(out.toString()).containsPattern("ok +openocd +boards +0\\.12\\.0, ");
    }

    @Test
    void aProgramWithoutAVersionIsBroken() throws IOException {
        install("qemu-system-arm", "echo 'error while loading shared libraries: libfdt.so'; exit 127");

        doctor();

        assertThat(out.toString())
                .containsPattern(
                        "missing +qemu-system-arm +a bench .* ended with exit code 127 and told no version: error "
                                + "while loading shared libraries: libfdt\\.so: apt-get install qemu-system-arm");
    }

    @Test
    void aProgramThatHangsIsWaitedForWithABound() throws IOException {
        install("st-flash", "exec sleep 60");

        Finding finding = InstalledProgram.ST_FLASH.look(Map.of("PATH", folder.toString()), Duration.ofMillis(300));

        assertThat(finding.isFine()).isFalse();
        assertThat(finding.seen()).endsWith("st-flash does not tell its version within 300 ms");
    }

    @Test
    void aRenodeThatWouldDoComesWithAWarning() throws IOException {
        install("renode", "echo 'Renode, version 1.16.1.12345 (0123abcd-202602160000)'");

        doctor();

        assertThat(out.toString())
                .containsPattern("ok +renode +a bench +1\\.16\\.1\\.12345, .*listen on all network interfaces");
    }

    @Test
    void anOldRenodeIsNotFine() throws IOException {
        install("renode", "echo 'Renode, version 1.15.3.12345 (0123abcd-202502160000)'");

        doctor();

        assertThat(out.toString()).containsPattern("missing +renode .*1\\.16\\.0 or later is needed");
    }

    @Test
    void dataAreFoundByTheirSubFolders() throws IOException {
        Files.createDirectories(folder.resolve("speech/yes"));
        Files.createDirectories(folder.resolve("speech/no"));

        doctor("--data", folder.resolve("speech").toString());

        assertThat(out.toString()).containsPattern("ok +data set +real data +.*speech, 2 sub-folders");
    }

    private void install(String name, String script) throws IOException {
        Path program = folder.resolve(name);
        Files.writeString(program, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private int doctor(String... arguments) {
        PrintWriter printed = new PrintWriter(out, true);
        Terminal terminal = new Terminal(printed, printed, false, Map.of("PATH", folder.toString()));
        return new picocli.CommandLine(new DoctorCommand(terminal)).execute(arguments);
    }
}
