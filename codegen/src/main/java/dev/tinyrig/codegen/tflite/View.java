package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a tensor of the file lies in one of the network, from which it differs only in how it is looked at.
 *
 * @param tensor id in the network
 * @param sides the axis of the network's tensor that each side of the file's is; empty for sides of length 1
 * @param border zero points around it, which are not in the network's tensor
 * @param operator index of the file's operator that writes it, or -1 for the graph's input
 */
record View(int tensor, List<Optional<Axis>> sides, Border border, int operator) {
    View {
        sides = List.copyOf(sides);
    }

    /** Rows and columns of padding. */
    record Border(int top, int bottom, int left, int right) {
        static final Border NONE = new Border(0, 0, 0, 0);
    }

    /** The last sides are channels, width and height, as far as there are any. */
    static View plain(int tensor, int rank, int operator) {
        List<Optional<Axis>> sides = new ArrayList<>();
        List<Axis> axes = Arrays.asList(Axis.values());
        for (int side = 0; side < rank; side++) {
            int axis = axes.size() - rank + side;
            sides.add(axis < 0 ? Optional.empty() : Optional.of(axes.get(axis)));
        }
        return new View(tensor, sides, Border.NONE, operator);
    }

    View with(Border padding) {
        return new View(tensor, sides, padding, operator);
    }

    /** Whether the bytes come in the order that the file means; {@code lengths} are those of the sides. */
    boolean inOrder(List<Integer> lengths) {
        Optional<Axis> last = Optional.empty();
        for (int side = 0; side < sides.size(); side++) {
            Optional<Axis> axis = sides.get(side);
            if (lengths.get(side) == 1 || axis.isEmpty()) {
                continue;
            }
            if (last.isPresent() && last.get().compareTo(axis.get()) > 0) {
                return false;
            }
            last = axis;
        }
        return true;
    }

    boolean isWhole() {
        return border.equals(Border.NONE);
    }
}
