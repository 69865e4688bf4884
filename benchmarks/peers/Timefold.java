import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.CountableValueRange;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeFactory;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.factory.MoveIteratorFactoryConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ai.timefold.solver.core.impl.heuristic.move.AbstractMove;
import ai.timefold.solver.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.slf4j.LoggerFactory;

/**
 * The model, score and moves that Timefold searches with; started by timefold.py, see there.
 *
 * <p>{@code java -cp JARS Timefold.java TABLES DEADLINE SEED TEMPERATURE}: TABLES is a file of whole numbers, DEADLINE
 * milliseconds of the epoch. A line {@code T COST} is printed for every better legal plan, and at the end a
 * line {@code P GROUP PLACE START} for each placed group, numbers of entries in its tables.
 */
public class Timefold {
    static final int HEAD = 6, OPTION = 6, WORD = 30, NOWHERE = 100;
    static int[] data;
    static int days;

    /** A co-located group, mostly one event; its halls (none: left out) and its start. */
    @PlanningEntity
    public static class Group {
        @PlanningId public Integer number;
        public int at;
        @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "places") public Integer place;
        @PlanningVariable(valueRangeProviderRefs = "starts") public Integer start;

        public Group() {}

        @ValueRangeProvider(id = "places") public CountableValueRange<Integer> getPlaces() {
            return ValueRangeFactory.createIntValueRange(0, places());
        }

        @ValueRangeProvider(id = "starts") public CountableValueRange<Integer> getStarts() {
            return ValueRangeFactory.createIntValueRange(0, starts());
        }

        int places() { return data[at + 9]; }
        int starts() { return data[at + 10]; }
        int day(int index) { return data[data[at + 3] + index]; }
        int option(int place) { return data[at + 2] + OPTION * place; }
        int wish() { return data[at + 11]; }
        int first(int index) { return day(index) - data[at + 12]; }
        int last(int index) { return day(index) + data[at + 13]; }

        /** Number of the start nearest to a day. */
        int near(int day) {
            int from = data[at + 3];
            int found = Arrays.binarySearch(data, from, from + starts(), day);
            if (found >= 0) return found - from;
            int above = -found - 1 - from;
            if (above == 0) return 0;
            return above == starts() || day - day(above - 1) <= day(above) - day ? above - 1 : above;
        }
    }

    /** The plan. */
    @PlanningSolution
    public static class Year {
        @PlanningEntityCollectionProperty public List<Group> groups;
        @PlanningScore public HardSoftLongScore score;

        public Year() {}
    }

    /** Adds and takes away what one group does to the rows; a group that changes twice is added once. */
    public static class Calculator implements IncrementalScoreCalculator<Year, HardSoftLongScore> {
        long broken, points;
        int[] totals, counts;
        boolean[] in;
        List<Group> waiting = new ArrayList<>();

        @Override public void resetWorkingSolution(Year year) {
            broken = points = 0;
            totals = new int[data[1] * days];
            counts = new int[data[3]];
            in = new boolean[year.groups.size()];
            waiting.clear();
            for (int n = 0; n < data[3]; n++) missing(data[data[2] + n]);
            waiting.addAll(year.groups);
        }

        @Override public void beforeVariableChanged(Object entity, String name) {
            Group group = (Group) entity;
            if (in[group.number]) {
                change(group, -1);
                in[group.number] = false;
                waiting.add(group);
            }
        }

        @Override public void afterVariableChanged(Object entity, String name) {}
        @Override public void beforeEntityAdded(Object entity) {}
        @Override public void afterEntityAdded(Object entity) {}
        @Override public void beforeEntityRemoved(Object entity) {}
        @Override public void afterEntityRemoved(Object entity) {}

        @Override public HardSoftLongScore calculateScore() {
            for (Group group : waiting) {
                in[group.number] = true;
                change(group, 1);
            }
            waiting.clear();
            return HardSoftLongScore.of(-broken, -points);
        }

        void missing(int amount) {
            if (data[5] == 1) broken += amount;
            else points += (long) amount * data[4];
        }

        void change(Group group, int sign) {
            int at = group.at;
            if (group.place == null) {
                points += sign * data[at];
                broken += sign * data[at + 1];
                return;
            }
            int start = group.day(group.start), option = group.option(group.place);
            points += sign * (data[option] + data[data[at + 4] + start]);
            if ((data[data[option + 1] + start / WORD] >> start % WORD & 1) == 0) broken += sign * NOWHERE;
            effects(data[option + 2], data[option + 3], start, sign);
            effects(data[at + 5], data[at + 6], start, sign);
            for (int n = data[at + 7], stop = n + data[at + 8]; n < stop; n++) {
                int goal = data[n], before = counts[goal], most = data[data[2] + goal];
                counts[goal] = before + sign;
                if (sign == 1 && before < most) missing(-1);
                else if (sign == -1 && before <= most) missing(1);
            }
        }

        void effects(int n, int count, int start, int sign) {
            for (int stop = n + 4 * count; n < stop; n += 4) {
                int row = data[n], head = HEAD + 4 * row, free = data[head], unit = data[head + 1];
                int day = start + data[n + 1], last = Math.min(days, day + data[n + 2]), amount = sign * data[n + 3];
                long changed = 0;
                for (int cell = row * days + Math.max(0, day), end = row * days + last; cell < end; cell++) {
                    int old = totals[cell] - free, now = old + amount;
                    totals[cell] += amount;
                    if (now > 0) changed += (now + unit - 1) / unit;
                    if (old > 0) changed -= (old + unit - 1) / unit;
                }
                if (data[head + 3] == 1) broken += changed;
                else points += changed * data[head + 2];
            }
        }
    }

    /** New halls and starts for some groups at once. */
    public static class Change extends AbstractMove<Year> {
        final Group[] groups;
        final Integer[] places, starts;

        Change(Group[] groups, Integer[] places, Integer[] starts) {
            this.groups = groups;
            this.places = places;
            this.starts = starts;
        }

        @Override public boolean isMoveDoable(ScoreDirector<Year> director) {
            boolean changed = false;
            for (int n = 0; n < groups.length; n++) {
                if (groups[n].places() == 0 && places[n] != null) return false;
                changed |= !java.util.Objects.equals(groups[n].place, places[n]) || !groups[n].start.equals(starts[n]);
            }
            return changed;
        }

        @Override protected void doMoveOnGenuineVariables(ScoreDirector<Year> director) {
            for (int n = 0; n < groups.length; n++) {
                Group group = groups[n];
                if (!java.util.Objects.equals(group.place, places[n])) {
                    director.beforeVariableChanged(group, "place");
                    group.place = places[n];
                    director.afterVariableChanged(group, "place");
                }
                if (!group.start.equals(starts[n])) {
                    director.beforeVariableChanged(group, "start");
                    group.start = starts[n];
                    director.afterVariableChanged(group, "start");
                }
            }
        }
    }

    /** The hand-written moves: shift, other halls, both, exchange, and pushing out who is in the way. */
    public static class Moves implements MoveIteratorFactory<Year, Change> {
        @Override public long getSize(ScoreDirector<Year> director) {
            return 1_000L * director.getWorkingSolution().groups.size();
        }

        @Override public Iterator<Change> createOriginalMoveIterator(ScoreDirector<Year> director) {
            throw new UnsupportedOperationException("moves are drawn at random");
        }

        @Override public Iterator<Change> createRandomMoveIterator(ScoreDirector<Year> director, Random random) {
            List<Group> groups = director.getWorkingSolution().groups;
            return new Iterator<>() {
                @Override public boolean hasNext() { return !groups.isEmpty(); }
                @Override public Change next() { return draw(groups, random); }
            };
        }

        static Change draw(List<Group> groups, Random random) {
            Group group = groups.get(random.nextInt(groups.size()));
            if (group.places() == 0) return one(group, null, group.start);
            double kind = random.nextDouble();
            if (group.place == null) {
                Integer place = random.nextInt(group.places());
                return kind < 0.5 ? one(group, place, wished(group, random)) : push(groups, group, place, wished(group, random), random);
            }
            if (kind < 0.30) return one(group, group.place, shifted(group, random));
            if (kind < 0.45) return one(group, random.nextInt(group.places()), group.start);
            if (kind < 0.55) return one(group, sameVenue(group, random), shifted(group, random));
            if (kind < 0.70) return one(group, random.nextInt(group.places()), wished(group, random));
            if (kind < 0.80) return exchange(group, groups.get(random.nextInt(groups.size())));
            if (kind < 0.82) return one(group, null, group.start);
            if (kind < 0.91) return push(groups, group, group.place, shifted(group, random), random);
            return push(groups, group, random.nextInt(group.places()), wished(group, random), random);
        }

        static Change one(Group group, Integer place, Integer start) {
            return new Change(new Group[] {group}, new Integer[] {place}, new Integer[] {start});
        }

        /** A start some days from where the group stands. */
        static int shifted(Group group, Random random) {
            int step = 1 + (int) (-Math.log(1 - random.nextDouble()) * 4);
            return group.near(group.day(group.start) + (random.nextBoolean() ? step : -step));
        }

        /** A start near the wish, more often than not. */
        static int wished(Group group, Random random) {
            if (random.nextDouble() < 0.3) return random.nextInt(group.starts());
            int step = (int) (-Math.log(1 - random.nextDouble()) * 6);
            return group.near(group.wish() + (random.nextBoolean() ? step : -step));
        }

        static int sameVenue(Group group, Random random) {
            int venue = data[group.option(group.place) + 5];
            for (int n = 0; n < 8; n++) {
                int place = random.nextInt(group.places());
                if (data[group.option(place) + 5] == venue) return place;
            }
            return group.place;
        }

        /** The group's way into these halls, or null. */
        static Integer into(Group group, int halls, int venue) {
            for (int place = 0; place < group.places(); place++) {
                int option = group.option(place);
                if (data[option + 4] == halls && data[option + 5] == venue) return place;
            }
            return null;
        }

        static Change exchange(Group a, Group b) {
            if (b.place == null || a == b) return one(a, a.place, a.start);
            int one = a.option(a.place), other = b.option(b.place);
            Integer forA = into(a, data[other + 4], data[other + 5]), forB = into(b, data[one + 4], data[one + 5]);
            boolean halls = forA != null && forB != null;
            return new Change(new Group[] {a, b}, new Integer[] {halls ? forA : a.place, halls ? forB : b.place},
                    new Integer[] {a.near(b.day(b.start)), b.near(a.day(a.start))});
        }

        static boolean meet(int one, int other) {
            if (data[one + 5] != data[other + 5]) return false;
            for (int n = data[one + 4], a = n + 1; a <= n + data[n]; a++)
                for (int m = data[other + 4], b = m + 1; b <= m + data[m]; b++)
                    if (data[a] == data[b]) return true;
            return false;
        }

        /** A group goes where it likes; whoever is in its halls takes its place, moves a little, or is left out. */
        static Change push(List<Group> groups, Group group, Integer place, int start, Random random) {
            List<Group> moved = new ArrayList<>(List.of(group));
            List<Integer> places = new ArrayList<>(List.of(place)), starts = new ArrayList<>(List.of(start));
            int option = group.option(place), first = group.first(start), last = group.last(start);
            for (Group other : groups) {
                if (other == group || other.place == null || other.last(other.start) < first
                        || other.first(other.start) > last || !meet(option, other.option(other.place))) continue;
                if (moved.size() == 4) break;
                double kind = random.nextDouble();
                moved.add(other);
                Integer swap = group.place == null || kind > 0.4 ? null
                        : into(other, data[group.option(group.place) + 4], data[group.option(group.place) + 5]);
                if (swap != null) {
                    places.add(swap);
                    starts.add(random.nextBoolean() ? other.start : other.near(group.day(group.start)));
                } else if (kind < 0.95) {
                    places.add(kind < 0.6 ? other.place : Integer.valueOf(random.nextInt(other.places())));
                    starts.add(random.nextBoolean() ? shifted(other, random) : other.start);
                } else {
                    places.add(null);
                    starts.add(other.start);
                }
            }
            return new Change(moved.toArray(Group[]::new), places.toArray(Integer[]::new), starts.toArray(Integer[]::new));
        }
    }

    public static void main(String[] args) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.WARN);
        String[] lines = Files.readString(Path.of(args[0])).split("\n");
        data = Arrays.stream(lines[0].split(" ")).mapToInt(Integer::parseInt).toArray();
        days = data[0];
        Year year = new Year();
        year.groups = new ArrayList<>();
        for (int n = 1; n < lines.length; n++) {
            String[] words = lines[n].split(" ");
            Group group = new Group();
            group.number = n - 1;
            group.at = Integer.parseInt(words[0]);
            group.place = words[1].equals("-") ? null : Integer.valueOf(words[1]);
            group.start = words[1].equals("-") ? group.near(group.wish()) : Integer.valueOf(words[2]);
            year.groups.add(group);
        }
        LocalSearchPhaseConfig search = new LocalSearchPhaseConfig()
                .withMoveSelectorConfig(new MoveIteratorFactoryConfig().withMoveIteratorFactoryClass(Moves.class))
                .withAcceptorConfig(new LocalSearchAcceptorConfig().withSimulatedAnnealingStartingTemperature(args[3]))
                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
        long left = Math.max(1, Long.parseLong(args[1]) - System.currentTimeMillis());
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Year.class).withEntityClasses(Group.class)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(Calculator.class))
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withRandomSeed(Long.parseLong(args[2]))
                .withPhases(search).withTerminationConfig(new TerminationConfig().withSpentLimit(Duration.ofMillis(left)));
        Solver<Year> solver = SolverFactory.<Year>create(config).buildSolver();
        solver.addEventListener(event -> {
            HardSoftLongScore score = (HardSoftLongScore) event.getNewBestScore();
            if (score.isFeasible()) {
                System.out.println("T " + -score.softScore());
                System.out.flush();
            }
        });
        Year best = solver.solve(year);
        if (best.score.isFeasible())
            for (Group group : best.groups)
                if (group.place != null) System.out.println("P " + group.number + " " + group.place + " " + group.start);
        System.out.println("S " + best.score.hardScore() + " " + -best.score.softScore());
        System.exit(0);
    }
}
