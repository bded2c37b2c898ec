package dev.tinyrig.sim.profile;

import java.util.ArrayList;
import java.util.List;

/** The calls that have not returned yet of one thread or handler, the outermost first. */
final class CallStack {
    /** Deeper calls are counted where this depth is reached. */
    private static final int MAX_DEPTH = 128;
    /** A program that never returns, such as one that switches stacks by hand, is not followed without end. */
    private static final int MAX_FRAMES = 1 << 14;

    private final List<Frame> frames = new ArrayList<>();

    /** A call; the outermost has no caller and never returns. */
    private record Frame(CallNode node, int returnAddress, int sp) {}

    CallStack(CallNode root, int start) {
        frames.add(new Frame(counted(start, 0, 0, root), 0, 0));
    }

    CallNode top() {
        return frames.get(frames.size() - 1).node();
    }

    /** Return addresses, the innermost first. */
    List<Integer> returnAddresses() {
        List<Integer> addresses = new ArrayList<>();
        for (int at = frames.size() - 1; at > 0; at--) {
            addresses.add(frames.get(at).returnAddress());
        }
        return addresses;
    }

    void call(int function, int returnAddress, int sp, int argument) {
        CallNode node = counted(function, returnAddress, argument, top());
        if (frames.size() < MAX_FRAMES) {
            frames.add(new Frame(node, returnAddress, sp));
        }
    }

    /** Whether a jump there with this stack pointer ends calls; it ends all that it leaves, as longjmp does. */
    boolean returnTo(int target, int sp) {
        for (int at = frames.size() - 1; at > 0; at--) {
            Frame frame = frames.get(at);
            if (Integer.compareUnsigned(frame.sp(), sp) > 0) {
                return false;
            }
            if (frame.returnAddress() == target) {
                frames.subList(at, frames.size()).clear();
                return true;
            }
        }
        return false;
    }

    /** The innermost function has jumped to the start of another, which will return in its place. */
    void jump(int function, int from, int argument) {
        Frame last = frames.remove(frames.size() - 1);
        frames.add(new Frame(counted(function, from, argument, last.node()), last.returnAddress(), last.sp()));
    }

    private static CallNode counted(int function, int from, int argument, CallNode under) {
        CallNode node = under.depth() < MAX_DEPTH ? under.callee(function, from, argument) : under;
        node.calls++;
        return node;
    }
}
