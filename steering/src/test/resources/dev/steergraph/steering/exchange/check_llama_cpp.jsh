import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * llama.cpp with a control vector that "steergraph export --format recipe" wrote, against greedy texts of our own. DIR holds
 * control-vector.gguf and, from 0 on, prompt-N.txt and what follows: plain-N.txt and steered-N.txt. llama.cpp rounds activations
 * to 8 bits where weights are quantized, so that even plain texts may part after some tokens.
 *
 * <pre>
 * mvn dependency:get -Dartifact=de.kherud:llama:4.2.0
 * java -cp llama-4.2.0.jar:annotations.jar:slf4j-api.jar --source 17 check_llama_cpp.jsh MODEL.gguf DIR
 * </pre>
 */
final class CheckLlamaCpp {

    private CheckLlamaCpp() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        for (String kind : new String[] {"plain", "steered"}) {
            ModelParameters parameters = new ModelParameters().setModel(arguments[0]).setThreads(2).setGpuLayers(0);
            if (kind.equals("steered")) {
                parameters.addControlVector(folder.resolve("control-vector.gguf").toString());
            }
            try (LlamaModel model = new LlamaModel(parameters)) {
                for (int i = 0; Files.exists(folder.resolve("prompt-" + i + ".txt")); i++) {
                    String ours = Files.readString(folder.resolve(kind + "-" + i + ".txt"));
                    String theirs = model.complete(new InferenceParameters(
                                    Files.readString(folder.resolve("prompt-" + i + ".txt")))
                            .setNPredict(24)
                            .setTemperature(0)
                            .setRepeatPenalty(1));
                    int same = 0;
                    while (same < Math.min(ours.length(), theirs.length()) && ours.charAt(same) == theirs.charAt(same)) {
                        same++;
                    }
                    System.out.printf("%s %d: the first %d of %d letters are the same%n", kind, i, same, ours.length());
                    if (same < ours.length()) {
                        System.out.println("  ours  " + ours.replace("\n", "\\n") + "\n  theirs " + theirs.replace("\n", "\\n"));
                    }
                }
            }
        }
    }
}
