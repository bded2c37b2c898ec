package dev.tinyrig.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.space.Architecture.Block;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    private static final int DRAWS = 6_000;

    private final SearchSpace space = new SearchSpace(
            "test",
            Mfcc.INPUT,
            12,
            List.of(0.5, 0.75, 1.0),
            new Stem(16, 5, 3, 2, 1),
            List.of(
                    new StageSpace(24, 1, 1, List.of(1, 2), List.of(3, 5, 7), List.of(2, 3)),
                    new StageSpace(32, 2, 2, List.of(1, 2, 3), List.of(3, 5), List.of(2, 3, 4))),
            3);

    @Test
    void wideHasTheWiderHalfOfTheWidths() {
        assertThat(space.wide().widths()).containsExactly(0.75, 1.0);
        assertThat(space.ofWidth(0.5).wide().widths()).containsExactly(0.5);
        assertThat(space.wide().stages()).isEqualTo(space.stages());
    }

    @Test
    void countsEveryArchitectureOnce() {
        SearchSpace small = new SearchSpace(
                "small",
                space.input(),
                12,
                List.of(0.5, 1.0),
                space.stem(),
                List.of(new StageSpace(8, 1, 1, List.of(1, 2), List.of(3, 5), List.of(2))),
                3);
        RandomGenerator random = seeded(1);

        Set<String> seen =
                Stream.generate(() -> small.sample(random).key()).limit(2_000).collect(Collectors.toSet());

        assertThat(small.size()).isEqualTo(BigInteger.valueOf(2 * (2 + 4)));
        assertThat(seen).hasSize(small.size().intValueExact());
    }

    @Test
    void samplesEveryChoiceEvenly() {
        RandomGenerator random = seeded(2);
        List<Architecture> samples =
                Stream.generate(() -> space.sample(random)).limit(DRAWS).toList();

        assertThat(samples).allMatch(space::contains);
        assertEven(samples, Architecture::width, 3);
        assertEven(samples, sample -> sample.stages().get(1).blocks().size(), 3);
        assertEven(samples, sample -> sample.stages().get(0).blocks().get(0).kernel(), 3);
        assertEven(samples, sample -> sample.stages().get(1).blocks().get(0).expansion(), 3);
    }

    @Test
    void mutatesEachChoiceWithTheGivenProbability() {
        RandomGenerator random = seeded(3);
        Architecture parent = space.largest();

        List<Architecture> children = Stream.generate(() -> space.mutate(parent, 0.1, random))
                .limit(DRAWS)
                .toList();

        assertThat(children).allMatch(space::contains);
        assertThat(share(children, child -> child.width() != 1.0)).isCloseTo(0.1, within(0.015));
        assertThat(share(children, child -> child.stages().get(1).blocks().size() != 3))
                .isCloseTo(0.1, within(0.015));
        assertThat(share(children, child -> first(child).kernel() != 7)).isCloseTo(0.1, within(0.015));
        assertThat(share(children, child -> first(child).kernel() == 3)).isCloseTo(0.05, within(0.012));
    }

    @Test
    void mutationWithProbabilityZeroChangesNothingAndOneChangesEverything() {
        Architecture parent = space.smallest();

        Architecture same = space.mutate(parent, 0, seeded(4));
        Architecture other = space.mutate(parent, 1, seeded(4));

        assertThat(same).isEqualTo(parent);
        assertThat(other.width()).isNotEqualTo(parent.width());
        assertThat(other.stages()).allMatch(stage -> stage.blocks().size() > 1);
        assertThat(first(other).kernel()).isNotEqualTo(3);
        assertThat(first(other).expansion()).isNotEqualTo(2);
    }

    @Test
    void aChildOfTwoParentsHasEachChoiceFromOneOfThem() {
        RandomGenerator random = seeded(5);
        Architecture mother = space.largest();
        Architecture father = space.smallest();

        List<Architecture> children = Stream.generate(() -> space.cross(mother, father, random))
                .limit(DRAWS)
                .toList();

        assertThat(children).allMatch(space::contains);
        assertThat(share(children, child -> child.width() == 1.0)).isCloseTo(0.5, within(0.03));
        assertThat(share(children, child -> child.stages().get(1).blocks().size() == 3))
                .isCloseTo(0.5, within(0.03));
        assertThat(share(children, child -> first(child).kernel() == 7)).isCloseTo(0.5, within(0.03));
        assertThat(children).noneMatch(child -> first(child).kernel() == 5);
    }

    @Test
    void sameSeedSameDraws() {
        List<List<String>> runs = IntStream.range(0, 2)
                .mapToObj(run -> {
                    RandomGenerator random = seeded(6);
                    return Stream.iterate(
                                    space.sample(random),
                                    parent -> space.cross(
                                            space.mutate(parent, 0.3, random), space.sample(random), random))
                            .limit(50)
                            .map(Architecture::key)
                            .toList();
                })
                .toList();

        assertThat(runs.get(0)).isEqualTo(runs.get(1));
        assertThat(new HashSet<>(runs.get(0))).hasSizeGreaterThan(40);
    }

    @Test
    void knowsItsOwn() {
        Architecture foreign = new Architecture(0.6, space.largest().stages());
        Architecture tooDeep = Architecture.ofKey("w0.5/k3e2,k3e2,k3e2/k3e2");

        assertThat(space.contains(space.largest())).isTrue();
        assertThat(space.contains(space.smallest())).isTrue();
        assertThat(space.contains(foreign)).isFalse();
        assertThat(space.contains(tooDeep)).isFalse();
    }

    @Test
    void theLargestHasTheMostMacsAndTheSmallestTheFewest() {
        RandomGenerator random = seeded(7);
        long most = space.plan(space.largest()).macs();
        long fewest = space.plan(space.smallest()).macs();

        assertThat(Stream.generate(() -> space.plan(space.sample(random)).macs())
                        .limit(500))
                .allMatch(macs -> macs >= fewest && macs <= most);
    }

    @Test
    void keysAreReadBack() {
        Architecture architecture = space.sample(seeded(8));

        assertThat(Architecture.ofKey(architecture.key())).isEqualTo(architecture);
        assertThatThrownBy(() -> Architecture.ofKey("w0.5/k3e2,x")).hasMessage("block 'x' is not of the form k3e4");
        assertThatThrownBy(() -> Architecture.ofKey("k3e2")).hasMessageContaining("does not start with a width");
    }

    private static Block first(Architecture architecture) {
        return architecture.stages().get(0).blocks().get(0);
    }

    private static RandomGenerator seeded(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static <T> double share(List<T> all, java.util.function.Predicate<T> some) {
        return (double) all.stream().filter(some).count() / all.size();
    }

    private static <T> void assertEven(List<Architecture> samples, Function<Architecture, T> choice, int choices) {
        var counts = samples.stream().collect(Collectors.groupingBy(choice, Collectors.counting()));
        assertThat(counts).hasSize(choices);
        assertThat(counts.values()).allSatisfy(count -> assertThat((double) count / samples.size())
                .isCloseTo(1.0 / choices, within(0.03)));
    }
}
