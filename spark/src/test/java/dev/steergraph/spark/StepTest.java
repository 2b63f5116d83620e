package dev.steergraph.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class StepTest {

    @Test
    void aPipelinesStagesHaveTheirOwnOptionsAndAllOthers() {
        List<Step> steps = Step.of(List.of(
                "pipeline", "--run", "/runs/a", "extract", "--layers", "1", "train-sae", "encode", "--device", "cpu"));
        assertThat(steps)
                .containsExactly(
                        new Step("extract", List.of("--run", "/runs/a", "--layers", "1")),
                        new Step("train-sae", List.of("--run", "/runs/a")),
                        new Step("encode", List.of("--run", "/runs/a", "--device", "cpu")));
        assertThat(steps).extracting(Step::isShared).containsExactly(true, false, true);
    }

    @Test
    void whatIsNoStageIsRefused() {
        assertThatThrownBy(() -> Step.of(List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("No stage is named");
        assertThatThrownBy(() -> Step.of(List.of("serve", "--run", "/runs/a")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"serve\" is no stage");
        assertThatThrownBy(() -> Step.of(List.of("pipeline", "--run", "/runs/a")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("A pipeline needs stages");
    }

    @Test
    void theGpuOfATaskIsTheDevice() {
        Map<String, ResourceInformation> resources = Map.of("gpu", new ResourceInformation("gpu", new String[] {"3"}));
        Step step = new Step("extract", List.of("--run", "/runs/a"));
        assertThat(GpuOption.of(step, resources).arguments()).containsExactly("--run", "/runs/a", "--device", "gpu:3");
        assertThat(GpuOption.of(step, Map.of())).isEqualTo(step);
        Step named = step.with("--device", "cpu");
        assertThat(GpuOption.of(named, resources)).isEqualTo(named);
        Step deviceless = new Step("correlate", List.of());
        assertThat(GpuOption.of(deviceless, resources)).isEqualTo(deviceless);
    }

    @Test
    void aTaskHasAllProcessorsOfItsExecutorUnlessThatIsSet() {
        SparkConf usual = Cluster.configured(new SparkConf(false).set("spark.executor.cores", "8"));
        assertThat(usual.get("spark.task.cpus")).isEqualTo("8");
        assertThat(usual.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("8");
        SparkConf set = Cluster.configured(new SparkConf(false)
                .set("spark.executor.cores", "8")
                .set("spark.task.cpus", "2")
                .set("spark.executor.extraJavaOptions", "-Dmine=1 -XX:-UseTransparentHugePages"));
        assertThat(set.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("2");
        assertThat(set.get("spark.executor.extraJavaOptions"))
                .isEqualTo("-Dmine=1 -XX:-UseTransparentHugePages -XX:ActiveProcessorCount=2");
        assertThat(usual.get("spark.executor.extraJavaOptions")).endsWith("-XX:ActiveProcessorCount=8");
    }
}
