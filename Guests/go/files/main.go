// Files and folders through Go's own library.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

func check(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func require(holds bool, what string) {
	if !holds {
		fmt.Println("not so:", what)
		os.Exit(1)
	}
}

func main() {
	check(os.MkdirAll("tree/branch/twig", 0o755))
	for i := range 200 {
		check(os.WriteFile(filepath.Join("tree", fmt.Sprintf("leaf-%03d", i)), []byte("green"), 0o644))
	}
	entries, err := os.ReadDir("tree")
	check(err)
	require(len(entries) == 201, "ReadDir finds every entry, without the dots")
	require(entries[0].Name() == "branch" && entries[0].IsDir(), "sorted, with types")

	seen := 0
	check(filepath.WalkDir("tree", func(path string, entry fs.DirEntry, err error) error {
		seen++
		return err
	}))
	require(seen == 203, "WalkDir visits everything once")

	file, err := os.OpenFile("tree/leaf-000", os.O_APPEND|os.O_WRONLY, 0)
	check(err)
	writer := bufio.NewWriter(file)
	fmt.Fprint(writer, " and red")
	check(writer.Flush())
	check(file.Sync())
	check(file.Close())
	text, err := os.ReadFile("tree/leaf-000")
	check(err)
	require(string(text) == "green and red", "appended text is read back")

	info, err := os.Stat("tree/leaf-000")
	check(err)
	require(info.Size() == 13 && info.Mode().IsRegular(), "Stat tells size and kind")
	moment := time.Date(2001, 2, 3, 4, 5, 6, 789, time.UTC)
	check(os.Chtimes("tree/leaf-000", moment, moment))
	info, err = os.Stat("tree/leaf-000")
	check(err)
	require(info.ModTime().Equal(moment), "Chtimes is exact")

	check(os.Symlink("leaf-001", "tree/link"))
	target, err := os.Readlink("tree/link")
	check(err)
	require(target == "leaf-001", "Readlink gives the target")
	check(os.Rename("tree/link", "tree/other"))
	_, err = os.Lstat("tree/link")
	require(errors.Is(err, fs.ErrNotExist), "a renamed link is gone")
	check(os.Truncate("tree/leaf-002", 2))
	_, err = os.Stat("/definitely/not/there")
	require(errors.Is(err, fs.ErrNotExist), "an absent absolute path is ErrNotExist")
	check(os.RemoveAll("tree"))
	_, err = os.Stat("tree")
	require(errors.Is(err, fs.ErrNotExist), "RemoveAll removes all")
	fmt.Println("files")
}
