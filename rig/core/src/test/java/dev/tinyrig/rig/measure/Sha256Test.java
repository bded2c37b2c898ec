package dev.tinyrig.rig.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isTheStandardsHash() {
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
    }

    @Test
    void doesNotDependOnHowTheContentArrived() {
        String inParts = new Sha256()
                .add("a")
                .add("b".getBytes(UTF_8))
                .add(ByteBuffer.wrap("xc".getBytes(UTF_8), 1, 1))
                .hex();

        assertThat(inParts).isEqualTo(OF_ABC);
    }
}
