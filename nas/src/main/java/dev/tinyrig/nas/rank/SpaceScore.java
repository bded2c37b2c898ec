package dev.tinyrig.nas.rank;

import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;

/**
 * How much computation a space fits into a budget: the more, the better its best networks are likely to be (arXiv
 * 2007.10319, section 3.1).
 *
 * @param sampled networks that were tried
 * @param macs of those that fit, rising
 */
public record SpaceScore(SearchSpace space, int sampled, List<Long> macs) {
    public SpaceScore {
        macs = List.copyOf(macs);
    }

    /** Share of the sampled networks that fit, 0 to 1. */
    public double fitting() {
        return (double) macs.size() / sampled;
    }

    /** Mean multiply-accumulates of those that fit; 0 where none does. */
    public double meanMacs() {
        return macs.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    /** The multiply-accumulates that this share of the fitting networks stays below; 0 where none fits. */
    public long quantile(double share) {
        return macs.isEmpty() ? 0 : macs.get((int) Math.min(macs.size() - 1, share * macs.size()));
    }
}
