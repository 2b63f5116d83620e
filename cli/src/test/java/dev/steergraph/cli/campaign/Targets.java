package dev.steergraph.cli.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.community.agreement.Assignments;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.FeatureFile;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.checkpoint.hub.HubProgress;
import dev.steergraph.ingest.corpus.Corpus;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Every file that a command reads: those of a run, and those that others write. */
final class Targets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HookPoint HOOK = HookPoint.residPost(1);
    private static final String SENTENCE = "The quick brown fox, 42 naïve cafés & jumping dogs.";

    /** Files whose readers elsewhere were asked what they make of damaged ones. */
    static final List<String> REFERENCED = List.of(
            "checkpoint/safetensors/model.safetensors",
            "checkpoint/zip/pytorch_model.bin",
            "checkpoint/legacy/pytorch_model.bin",
            "sae/format/gemmascope-half/params.npz");

    private Targets() {}

    /** A file of these. */
    static Path checkpoint(String file) {
        return resources(file.startsWith("sae") ? "ingest/sae" : "ingest/checkpoint", file);
    }

    /** Of a run, with layer 1 encoded, and correlated. */
    static List<Target> ofRun(Path run, Path scratch) throws IOException {
        List<Target> targets = new ArrayList<>();
        String set = HOOK.toString();
        targets.add(new Target("run.json", run, "run.json", true, Targets::manifest));
        targets.add(new Target("tokens", run, "tokens/part-00000.safetensors", true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                RunTokens tokens = RunTokens.read(opened);
                return List.of(hash(tokens.ids()), hash(tokens.document()), hash(RunTokens.positions(opened)));
            }
        }));
        targets.add(new Target("documents", run, "tokens/documents-00000.jsonl", true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                return RunTokens.documents(opened);
            }
        }));
        targets.add(new Target("tokenizer of the run", run, "tokens/tokenizer.json", true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                return RunContexts.vocabulary(opened).token(2_003);
            }
        }));
        targets.add(new Target("codes", run, "codes/" + set + "/part-00000.safetensors", true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                return hash(FeatureReader.ofCodes(opened, CodeSetSpec.first(opened))
                        .read()
                        .get(0)
                        .all());
            }
        }));
        targets.add(new Target("statistics", run, "features/" + set + ".safetensors", true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                return JSON.valueToTree(EncodedFeatures.statistics(opened, HOOK, set));
            }
        }));
        targets.add(new Target("edges", run, PartPaths.EDGES, true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                return JSON.valueToTree(EdgeFile.read(
                        opened.file(Stages.CORRELATE, PartPaths.EDGES),
                        FeatureFile.read(opened.file(Stages.CORRELATE, PartPaths.FEATURE_TABLE))
                                .space()));
            }
        }));
        targets.add(new Target("features", run, PartPaths.FEATURE_TABLE, true, folder -> {
            try (RunDirectory opened = RunDirectory.view(folder)) {
                return JSON.valueToTree(FeatureFile.read(opened.file(Stages.CORRELATE, PartPaths.FEATURE_TABLE)));
            }
        }));
        Path assignments = Files.createDirectory(scratch.resolve("assignments"));
        Files.writeString(assignments.resolve("a.csv"), "feature,community\n1:2,0\n1:5,3\n3:7,0\n");
        targets.add(new Target(
                "assignments",
                assignments,
                "a.csv",
                false,
                folder -> JSON.valueToTree(
                        Assignments.ofFile(folder.resolve("a.csv")).communityOf())));
        return targets;
    }

    /** That others write, in all forms that are read. */
    static List<Target> ofOthers(Path scratch) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (String file : List.of(
                "safetensors/model.safetensors",
                "safetensors-sharded/model.safetensors.index.json",
                "safetensors-sharded/model-00001-of-00002.safetensors",
                "zip/pytorch_model.bin",
                "legacy/pytorch_model.bin",
                "zip-sharded/pytorch_model-00002-of-00002.bin")) {
            targets.add(fixture("ingest/checkpoint", "checkpoint/" + file, folder -> tensors(Checkpoint.open(folder))));
        }
        for (String model : List.of("gpt2", "llama3", "mistral", "gpt-neox", "bert", "gemma2")) {
            targets.add(
                    fixture("ingest/model", "model/" + model + "/config.json", folder -> ModelSource.folder("m", folder)
                            .info()
                            .toString()));
        }
        targets.add(fixture(
                "ingest/checkpoint",
                "checkpoint/gguf/types.gguf",
                folder -> tensors(GgufFile.open(folder.resolve("types.gguf")).tensors())));
        targets.add(fixture("ingest/model", "model/gguf/qwen3.gguf", folder -> {
            ModelSource source = ModelSource.gguf(folder.resolve("qwen3.gguf"));
            return source.info()
                    + tensors(GgufFile.open(folder.resolve("qwen3.gguf")).tensors())
                            .toString();
        }));
        for (String file : List.of("bpe-llama-bpe.gguf", "spm-gemma2.gguf")) {
            targets.add(
                    fixture("ingest/extract", "extract/gguf/" + file, folder -> ggufTokenizer(folder.resolve(file))));
        }
        for (String sae : List.of("jumprelu", "topk-rescaled", "old-bool", "gemmascope-half", "gemmascope-2")) {
            Path folder = resources("ingest/sae", "sae/format/" + sae);
            for (String file : List.of("cfg.json", "sae_weights.safetensors", "params.npz", "params.safetensors")) {
                if (Files.exists(folder.resolve(file))) {
                    targets.add(fixture("ingest/sae", "sae/format/" + sae + "/" + file, Targets::sae));
                }
            }
        }
        for (String file : List.of(
                "llama/tokenizer.json",
                "llama/tokenizer_config.json",
                "bert-cased/vocab.txt",
                "bert-uncased/tokenizer_config.json",
                "gpt2/vocab.json",
                "gpt2/merges.txt")) {
            targets.add(fixture("ingest/corpus", "corpus/tokenizer/tokenizers/" + file, Targets::tokenizer));
        }
        targets.addAll(corpora(Files.createDirectory(scratch.resolve("corpora"))));
        targets.addAll(delphi(Files.createDirectory(scratch.resolve("delphi"))));
        return targets;
    }

    private static List<Target> corpora(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>(Map.of(
                "a.txt", "First line.\nSecond line, with ümlauts.\n\nThird.\n",
                "a.jsonl",
                        "{\"text\": \"one\", \"category\": \"x\"}\n{\"text\": \"two \\u00e4\", \"category\": null}\n",
                "a.json", "[{\"text\": \"one\", \"category\": \"x\"}, {\"text\": \"two\"}]",
                "a.csv", "id,text,category\n1,\"one, and\",x\n2,\"two \"\"quoted\"\"\",y\n",
                "a.tsv", "id\ttext\n1\tone\n2\ttwo\n"));
        List<Target> targets = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path own = Files.createDirectory(folder.resolve(text.getKey().replace('.', '-')));
            Files.writeString(own.resolve(text.getKey()), text.getValue());
            targets.add(new Target(
                    "corpus " + text.getKey(), own, text.getKey(), false, in -> documents(in.resolve(text.getKey()))));
            Path packed = Files.createDirectory(folder.resolve(text.getKey().replace('.', '-') + "-gz"));
            String name = text.getKey() + ".gz";
            try (var out = new GZIPOutputStream(Files.newOutputStream(packed.resolve(name)))) {
                out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            targets.add(new Target("corpus " + name, packed, name, false, in -> documents(in.resolve(name))));
        }
        return targets;
    }

    private static List<Target> delphi(Path folder) throws IOException {
        Path module = Files.createDirectory(folder.resolve("module"));
        byte[] locations = new byte[36];
        int[] ids = {0, 0, 1, 0, 1, 2, 1, 0, 7};
        for (int i = 0; i < ids.length; i++) {
            locations[4 * i] = (byte) ids[i];
        }
        Safetensors.write(
                module.resolve("0_7.safetensors"),
                Map.of(),
                List.of(
                        Tensor.of("activations", new float[] {1, 2, 3}, 3),
                        new Tensor("locations", DType.I32, new long[] {3, 3}, ByteBuffer.wrap(locations))));
        Files.writeString(module.resolve("config.json"), "{\"ctx_len\": 4, \"model_name\": \"m\"}");
        List<Target> targets = new ArrayList<>();
        for (String file : List.of("0_7.safetensors", "config.json")) {
            targets.add(new Target("delphi " + file, module, file, false, in -> {
                DelphiCache.Content content = DelphiCache.read(in, HOOK);
                return List.of(hash(content.codes()), hash(content.document()), content.context());
            }));
        }
        return targets;
    }

    private static Target fixture(String module, String file, Target.Reader reader) {
        Path path = resources(module, file);
        Path folder = Objects.requireNonNull(path.getParent());
        return new Target(file, folder, folder.relativize(path).toString(), false, reader);
    }

    private static Path resources(String module, String path) {
        return repository()
                .resolve(module)
                .resolve("src/test/resources/dev/steergraph/ingest")
                .resolve(path);
    }

    private static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("ingest/sae"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside the repository");
    }

    private static Object manifest(Path folder) throws IOException {
        try (RunDirectory run = RunDirectory.view(folder)) {
            List<Object> all = new ArrayList<>();
            all.add(run.id());
            all.add(run.created());
            all.add(run.model());
            all.add(run.corpus());
            all.add(run.finished(Stages.EXTRACT).settings());
            all.add(run.finished(Stages.EXTRACT).result());
            all.add(run.finished(Stages.TRAIN_SAE).settings());
            all.add(run.finished(Stages.TRAIN_SAE).result());
            all.add(run.finished(Stages.ENCODE).result());
            all.add(run.finished(Stages.CORRELATE).settings());
            all.add(run.finished(Stages.CORRELATE).result());
            run.stages().values().forEach(stage -> all.add(stage.parts()));
            return all.toString();
        }
    }

    private static Object documents(Path file) throws IOException {
        try (Stream<Document> documents =
                Corpus.of(CorpusSpec.of(file.toString())).documents()) {
            return documents.limit(10_000).toList();
        }
    }

    private static Object tokenizer(Path folder) throws IOException {
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), 64, Bos.AUTO, null)) {
            return hash(tokenizer.encode(SENTENCE));
        }
    }

    private static Object sae(Path folder) throws IOException {
        Sae sae = SaeFolder.read(folder);
        Gate gate = sae.gate();
        return List.of(
                sae.dIn(),
                sae.dSae(),
                Arrays.hashCode(Sae.values(sae.encoder())),
                Arrays.hashCode(Sae.values(sae.decoder())),
                Arrays.hashCode(sae.decoderBias()),
                String.valueOf(sae.normalization()),
                gate.getClass());
    }

    private static Object ggufTokenizer(Path file) throws IOException {
        ModelSpec spec = new ModelSpec("minilm", null, Precision.F32, file.toString());
        TokenizerFiles files =
                spec.tokenizer(ModelSource.of("minilm", null, Hub.fromEnvironment(Map.of()), HubProgress.NONE));
        try (Tokenizer tokenizer = new Tokenizer(files, 64, Bos.AUTO, null)) {
            return hash(tokenizer.encode(SENTENCE));
        }
    }

    private static Object tensors(Checkpoint checkpoint) throws IOException {
        Map<String, StoredTensor> tensors = new TreeMap<>();
        for (String name : checkpoint.names()) {
            tensors.put(name, checkpoint.tensor(name));
        }
        return tensors(tensors);
    }

    private static Object tensors(Map<String, StoredTensor> tensors) throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        for (Map.Entry<String, StoredTensor> named : tensors.entrySet()) {
            String name = named.getKey();
            StoredTensor tensor = named.getValue();
            if (!tensor.dtype().name().contains("F")) {
                ByteBuffer bytes = tensor.bytes(0, Math.toIntExact(tensor.byteLength()));
                all.put(name, bytes.hashCode());
            } else {
                FloatBuffer floats = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
                tensor.floats(0, floats);
                all.put(name, Arrays.hashCode(floats.array()));
            }
        }
        return all;
    }

    private static Object hash(Codes codes) {
        return List.of(codes.rows(), codes.dSae(), Arrays.hashCode(codes.indices()), Arrays.hashCode(codes.values()));
    }

    private static int hash(int[] values) {
        return Arrays.hashCode(values);
    }
}
