package dev.steergraph.steering.task;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.LabelEdge;
import dev.steergraph.ingest.correlate.label.DocumentLabels;
import dev.steergraph.ingest.correlate.label.LabelCorrelation;
import dev.steergraph.ingest.correlate.label.LabelParameters;
import dev.steergraph.ingest.correlate.label.Pooling;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.SteeredRun;
import dev.steergraph.steering.task.Asked.Answers;
import dev.steergraph.steering.task.TaskResult.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A task with right answers: the model is asked which of two labels a text has, by the probabilities of both answers at the next
 * token, unsteered and steered along features that go with a label.
 *
 * <p>Features, neighbours, largest activations, prompt and prior are chosen on the first half of the documents; each arm's strength
 * on a third of the other half, by accuracy, of equals the smallest; the result is of the rest.
 */
public final class RunTask {

    /** Places that no feature is chosen below, in documents. */
    private static final int MIN_DOCUMENTS = 5;

    private final RunDirectory run;
    private final TaskParameters parameters;
    private final Progress progress;

    public RunTask(RunDirectory run, TaskParameters parameters, Progress progress) {
        this.run = run;
        this.parameters = parameters;
        this.progress = progress;
    }

    /** An arm and what it steers. */
    private record Steered(Arm arm, List<Integer> features) {}

    private record Cell(Steered arm, double k, Answers answers) {}

    /**
     * Runs the task.
     *
     * @throws UserError if the run is not correlated, its documents have not two categories, or the model predicts no text
     */
    public TaskResult execute(String device, int threads) throws IOException {
        FirstHalf half = FirstHalf.of(run, threads, progress);
        TaskTexts texts = TaskTexts.of(run, half, parameters.towards(), parameters.seed());
        try (SteeredRun model = SteeredRun.open(run, half, device, progress)) {
            if (!model.text().model().predictsText()) {
                throw new UserError(model.text().model().info().id()
                        + " predicts no text, so it answers nothing; take a run of a language model.");
            }
            Asked asked = new Asked(
                    model.text().model(),
                    model.unsteered(),
                    Question.answers(parameters.answers(), model.text().tokenizer(), texts.labels()));
            return with(model, texts, asked);
        }
    }

    private TaskResult with(SteeredRun model, TaskTexts texts, Asked asked) throws IOException {
        int[] train = Arrays.copyOf(texts.train(), Math.min(parameters.train(), texts.train().length));
        int[] validation =
                Arrays.copyOf(texts.validation(), Math.min(parameters.validation(), texts.validation().length));
        int[] test = Arrays.copyOf(texts.test(), Math.min(parameters.test(), texts.test().length));
        boolean[] trainFirst = texts.isFirst(train);

        List<TaskResult.Tried> tried = new ArrayList<>();
        Map<TaskResult.Tried, Question> questions = new HashMap<>();
        Map<TaskResult.Tried, Answers> answered = new HashMap<>();
        for (Question question : Question.all(parameters, model.text().tokenizer(), texts.labels())) {
            Answers answers = ask(model, texts, asked, question, train, List.of(List.of()), "ask " + question)
                    .get(0);
            Prior prior = Prior.of(answers.margins(), trainFirst);
            TaskResult.Tried one = new TaskResult.Tried(
                    question.prompt(),
                    question.chat(),
                    prior.accuracy(),
                    prior.margin(),
                    prior.says(answers.margins()));
            tried.add(one);
            questions.put(one, question);
            answered.put(one, answers);
        }
        tried.sort(Comparator.comparingDouble(one -> -one.accuracy()));
        TaskResult.Tried taken = tried.get(0);
        Question question = questions.getOrDefault(taken, new Question(taken.prompt(), taken.chat()));
        Prior prior = new Prior(taken.margin(), taken.accuracy());

        Map<Integer, LabelEdge> best = parameters.byAnswer()
                ? byAnswer(model, texts, asked, question, prior)
                : best(model, labels(texts, texts.train(), texts.isFirst(texts.train())));
        ArmEdits edits = new ArmEdits(model, parameters.neighbours(), parameters.seed());
        List<Steered> arms = arms(best);
        boolean[] validationFirst = texts.isFirst(validation);
        List<Cell> cells = cells(model, texts, asked, question, validation, edits, arms, parameters.strengths());
        boolean[] before = prior.right(cells.get(0).answers().margins(), validationFirst);
        List<Outcome> validated = new ArrayList<>();
        Map<Steered, Outcome> chosen = new LinkedHashMap<>();
        for (Cell cell : cells.subList(1, cells.size())) {
            Outcome outcome = outcome(cell, prior, before, validationFirst);
            validated.add(outcome);
            chosen.merge(
                    cell.arm(),
                    outcome,
                    (a, b) -> b.accuracy().accuracy() > a.accuracy().accuracy() ? b : a);
        }
        boolean[] testFirst = texts.isFirst(test);
        List<Cell> tested = new ArrayList<>();
        for (List<Steered> group : groups(arms)) {
            List<List<Edit>> variants = new ArrayList<>();
            variants.add(List.of());
            for (Steered arm : group) {
                variants.add(edits.of(arm.arm(), arm.features(), strength(chosen, arm)));
            }
            List<Answers> answers = ask(model, texts, asked, question, test, variants, "test");
            if (tested.isEmpty()) {
                tested.add(new Cell(arms.get(0), 0, answers.get(0)));
            }
            for (int k = 0; k < group.size(); k++) {
                tested.add(new Cell(group.get(k), strength(chosen, group.get(k)), answers.get(k + 1)));
            }
        }
        boolean[] unsteered = prior.right(tested.get(0).answers().margins(), testFirst);
        List<Outcome> results = new ArrayList<>();
        for (Cell cell : tested.subList(1, tested.size())) {
            results.add(outcome(cell, prior, unsteered, testFirst));
        }
        return new TaskResult(
                texts.labels().get(0),
                texts.labels().get(1),
                train.length,
                validation.length,
                test.length,
                tried,
                chosen(model, best, edits),
                new Outcome(
                        0,
                        null,
                        null,
                        prior.says(tested.get(0).answers().margins()),
                        0,
                        Accuracy.of(unsteered, unsteered, parameters.seed())),
                results,
                validated);
    }

    private static double strength(Map<Steered, Outcome> chosen, Steered arm) {
        Double k = Optional.ofNullable(chosen.get(arm)).map(Outcome::k).orElse(null);
        return k == null ? 0 : k;
    }

    private Outcome outcome(Cell cell, Prior prior, boolean[] before, boolean[] first) {
        return new Outcome(
                cell.arm().features().size(),
                cell.arm().arm().toString(),
                cell.k(),
                prior.says(cell.answers().margins()),
                Accuracy.mean(cell.answers().kl()),
                Accuracy.of(before, prior.right(cell.answers().margins(), first), parameters.seed()));
    }

    /** All arms at all strengths, after the model as it is. */
    private List<Cell> cells(
            SteeredRun model,
            TaskTexts texts,
            Asked asked,
            Question question,
            int[] documents,
            ArmEdits edits,
            List<Steered> arms,
            List<Double> strengths)
            throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (List<Steered> group : groups(arms)) {
            List<List<Edit>> variants = new ArrayList<>();
            variants.add(List.of());
            List<Double> sorted = strengths.stream().sorted().toList();
            for (Steered arm : group) {
                for (double k : sorted) {
                    variants.add(edits.of(arm.arm(), arm.features(), k));
                }
            }
            List<Answers> answers = ask(model, texts, asked, question, documents, variants, "validate");
            if (cells.isEmpty()) {
                cells.add(new Cell(arms.get(0), 0, answers.get(0)));
            }
            int at = 1;
            for (Steered arm : group) {
                for (double k : sorted) {
                    cells.add(new Cell(arm, k, answers.get(at++)));
                }
            }
        }
        return cells;
    }

    /** Arms that steer the same features begin at the same block. */
    private static List<List<Steered>> groups(List<Steered> arms) {
        Map<List<Integer>, List<Steered>> groups = new LinkedHashMap<>();
        arms.forEach(arm -> groups.computeIfAbsent(arm.features(), features -> new ArrayList<>())
                .add(arm));
        return List.copyOf(groups.values());
    }

    /** @param best of each set, the best of all first */
    private static List<Steered> arms(Map<Integer, LabelEdge> best) {
        List<Integer> features = List.copyOf(best.keySet());
        List<Steered> arms = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            arms.add(new Steered(arm, features.subList(0, 1)));
        }
        if (features.size() > 1) {
            for (Arm arm : Arm.values()) {
                arms.add(new Steered(arm, features));
            }
        }
        return arms;
    }

    private List<TaskResult.Chosen> chosen(SteeredRun model, Map<Integer, LabelEdge> best, ArmEdits edits)
            throws IOException {
        List<TaskResult.Chosen> chosen = new ArrayList<>();
        for (Map.Entry<Integer, LabelEdge> one : best.entrySet()) {
            chosen.add(new TaskResult.Chosen(
                    model.half().space().address(one.getKey()).toString(),
                    one.getValue().r(),
                    one.getValue().auroc(),
                    model.half().features().max()[one.getKey()],
                    edits.neighbours(one.getKey())));
        }
        return chosen;
    }

    /** As CorrSteer chooses: by whether the model, unsteered, answers rightly. */
    private Map<Integer, LabelEdge> byAnswer(
            SteeredRun model, TaskTexts texts, Asked asked, Question question, Prior prior) throws IOException {
        Answers answers = ask(model, texts, asked, question, texts.train(), List.of(List.of()), "ask all")
                .get(0);
        return best(model, labels(texts, texts.train(), prior.right(answers.margins(), texts.isFirst(texts.train()))));
    }

    private static DocumentLabels labels(TaskTexts texts, int[] train, boolean[] towards) {
        List<List<String>> labels =
                new ArrayList<>(Collections.nCopies(texts.documents().size(), List.of()));
        for (int i = 0; i < train.length; i++) {
            labels.set(train[i], List.of(towards[i] ? "towards" : "other"));
        }
        return DocumentLabels.of(labels);
    }

    /** Of each set the feature with the highest correlation, by number, the best of all first. */
    private Map<Integer, LabelEdge> best(SteeredRun model, DocumentLabels labels) throws IOException {
        LabelCorrelation.Result found = new LabelCorrelation(
                        new LabelParameters(Pooling.MAX, 0, 0, MIN_DOCUMENTS, parameters.seed()))
                .run(
                        FeatureReader.unchanged(
                                        run,
                                        run.finished(Stages.CORRELATE)
                                                .settings()
                                                .inputs())
                                .read(),
                        RunTokens.read(run).document(),
                        labels);
        Map<Integer, LabelEdge> best = new LinkedHashMap<>();
        List<LabelEdge> ranked = found.edges().stream()
                .filter(edge -> edge.label().equals("towards") && edge.r() > 0)
                .sorted(Comparator.comparingDouble(edge -> -edge.r()))
                .toList();
        for (LabelEdge edge : ranked) {
            int feature = model.half().space().find(edge.set(), edge.index()).orElseThrow();
            boolean known = best.values().stream().anyMatch(other -> other.set().equals(edge.set()));
            if (!known && model.half().features().max()[feature] > 0) {
                best.put(feature, edge);
            }
        }
        if (best.isEmpty()) {
            throw new UserError("No feature of run " + run.root() + " goes with " + parameters.towards()
                    + " on the first half of its documents; extract more texts.");
        }
        return best;
    }

    private List<Answers> ask(
            SteeredRun model,
            TaskTexts texts,
            Asked asked,
            Question question,
            int[] documents,
            List<List<Edit>> variants,
            String what)
            throws IOException {
        List<int[]> prompts = new ArrayList<>();
        int context = model.text().model().info().maxContext();
        for (int document : documents) {
            int[] ids = question.ids(texts.text(document), model.text().tokenizer());
            if (ids.length > context) {
                throw new UserError("Document " + document + " makes a prompt of " + ids.length
                        + " tokens, more than the " + context + " that "
                        + model.text().model().info().id() + " reads; extract shorter texts.");
            }
            prompts.add(ids);
        }
        long[] done = {0};
        progress.begin(what, (long) prompts.size() * variants.size(), "answers");
        IntConsumer report = more -> progress.update(done[0] += more, "");
        List<Answers> answers = asked.of(prompts, variants, report);
        progress.end("");
        return answers;
    }
}
