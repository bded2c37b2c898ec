package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes RIFF/WAVE files with 16-bit PCM, one channel. */
public final class Wav {
    /** Of every clip that networks hear. */
    public static final int SAMPLE_RATE_HZ = 16_000;

    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int PCM = 1;
    private static final int HEADER_BYTES = 44;

    private Wav() {}

    /** Samples of a file at 16 kHz. */
    public static short[] read(Path file) {
        return read(file, SAMPLE_RATE_HZ);
    }

    /** Samples of a file that must have the given rate. */
    static short[] read(Path file, int sampleRateHz) {
        try {
            return parse(file, ByteBuffer.wrap(Files.readAllBytes(file)), sampleRateHz);
        } catch (IOException e) {
            throw new DataException("cannot read %s: %s".formatted(file, e), e);
        }
    }

    private static short[] parse(Path file, ByteBuffer bytes, int sampleRateHz) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 12 || bytes.getInt(0) != RIFF || bytes.getInt(8) != WAVE) {
            throw broken(file, "it does not start with RIFF....WAVE");
        }
        bytes.position(12);
        boolean formatSeen = false;
        while (bytes.remaining() >= 8) {
            int chunk = bytes.getInt();
            long length = Integer.toUnsignedLong(bytes.getInt());
            if (length > bytes.remaining()) {
                throw broken(file, "a chunk promises %d bytes but only %d follow".formatted(length, bytes.remaining()));
            }
            if (chunk == DATA) {
                return samples(file, formatSeen, bytes, (int) length);
            }
            if (chunk == FMT) {
                checkFormat(file, bytes, length, sampleRateHz);
                formatSeen = true;
            }
            // Chunks are padded to even lengths, though some writers leave out the last pad byte.
            bytes.position((int) Math.min(bytes.limit(), bytes.position() + length + length % 2));
        }
        throw broken(file, "it has no data chunk");
    }

    private static void checkFormat(Path file, ByteBuffer bytes, long length, int sampleRateHz) {
        if (length < 16) {
            throw broken(file, "its format chunk has %d bytes, not 16".formatted(length));
        }
        int at = bytes.position();
        int format = bytes.getShort(at);
        int channels = bytes.getShort(at + 2);
        int rate = bytes.getInt(at + 4);
        int bits = bytes.getShort(at + 14);
        if (format != PCM || channels != 1 || rate != sampleRateHz || bits != 16) {
            throw broken(
                    file,
                    "it has format %d, %d channel(s), %d Hz, %d bits, not PCM (1), 1 channel, %d Hz, 16 bits"
                            .formatted(format, channels, rate, bits, sampleRateHz));
        }
    }

    private static short[] samples(Path file, boolean formatSeen, ByteBuffer bytes, int length) {
        if (!formatSeen) {
            throw broken(file, "its data comes before its format");
        }
        if (length < 2 || length % 2 != 0) {
            throw broken(file, "its data has %d bytes, not a number of 16-bit samples".formatted(length));
        }
        ShortBuffer data = bytes.slice(bytes.position(), length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        short[] samples = new short[data.remaining()];
        data.get(samples);
        return samples;
    }

    private static DataException broken(Path file, String seen) {
        return new DataException("%s is no usable wav file: %s; replace it or remove it".formatted(file, seen));
    }

    /** Writes samples at 16 kHz. */
    public static void write(Path file, short[] samples) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(RIFF).putInt(bytes.capacity() - 8).putInt(WAVE).putInt(FMT).putInt(16);
        bytes.putShort((short) PCM).putShort((short) 1);
        bytes.putInt(SAMPLE_RATE_HZ).putInt(2 * SAMPLE_RATE_HZ);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.putInt(DATA).putInt(2 * samples.length);
        bytes.asShortBuffer().put(samples);
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new DataException("cannot write %s: %s".formatted(file, e), e);
        }
    }
}
