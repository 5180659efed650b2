package tested

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestCount(t *testing.T) {
	if counts := Count("to be or not to be"); counts["be"] != 2 || counts["or"] != 1 {
		t.Errorf("wrong counts: %v", counts)
	}
}

// `go test` runs a test in its package's folder, and tests read their data there.
func TestFindsItsOwnSource(t *testing.T) {
	if _, err := os.ReadFile("words.go"); err != nil {
		t.Error(err)
	}
}

func TestTemporaryFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "note")
	if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "text" {
		t.Errorf("read %q, %v", text, err)
	}
}

func TestSleeps(t *testing.T) {
	start := time.Now()
	time.Sleep(20 * time.Millisecond)
	if elapsed := time.Since(start); elapsed < 20*time.Millisecond {
		t.Errorf("slept only %v", elapsed)
	}
}
