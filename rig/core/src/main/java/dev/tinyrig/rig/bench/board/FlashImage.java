package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.FlashMap.Sector;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Sha256;
import java.util.Arrays;
import java.util.List;

/** What an image wants in each sector of the flash; sectors that it does not touch are left out. */
record FlashImage(List<Part> parts) {
    private static final byte ERASED = (byte) 0xFF;

    FlashImage {
        parts = List.copyOf(parts);
    }

    /** The bytes of one sector, from its start to the last that the image needs. */
    record Part(Sector sector, Bytes bytes) {
        /** Equal for equal contents. */
        String hash() {
            return Sha256.of(bytes.toArray());
        }

        Segment segment() {
            return new Segment(sector.origin(), bytes);
        }
    }

    static FlashImage of(Image image, FlashMap map) {
        return new FlashImage(map.sectors().stream()
                .map(sector -> part(image.segments(), sector))
                .filter(part -> part.bytes().length() > 0)
                .toList());
    }

    private static Part part(List<Segment> segments, Sector sector) {
        List<Segment> here = segments.stream()
                .filter(segment -> segment.address() < sector.end() && segment.end() > sector.origin())
                .toList();
        long end = here.stream()
                .mapToLong(segment -> Math.min(segment.end(), sector.end()))
                .max()
                .orElse(sector.origin());
        byte[] bytes = new byte[(int) (end - sector.origin())];
        Arrays.fill(bytes, ERASED);
        here.forEach(segment -> copy(segment, sector.origin(), bytes));
        return new Part(sector, Bytes.of(bytes));
    }

    private static void copy(Segment segment, long origin, byte[] into) {
        byte[] from = segment.bytes().toArray();
        long shift = segment.address() - origin;
        for (int i = (int) Math.max(0, -shift); i < from.length && i + shift < into.length; i++) {
            into[(int) (i + shift)] = from[i];
        }
    }
}
