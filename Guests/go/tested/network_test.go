package tested

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

//go:wasmimport wasi_snapshot_preview1 sock_open
//go:noescape
func sockOpen(family, kind int32, fd unsafe.Pointer) syscall.Errno

//go:wasmimport wasi_snapshot_preview1 sock_bind
//go:noescape
func sockBind(fd int32, address unsafe.Pointer, port uint32) syscall.Errno

// A test of a package that makes sockets, which wasirun must be told to allow.
func TestBinds(t *testing.T) {
	if os.Getenv("NETWORK") == "" {
		t.Skip("there is no network")
	}
	var fd int32
	if errno := sockOpen(1, 2, unsafe.Pointer(&fd)); errno != 0 {
		t.Fatal("sock_open: ", errno)
	}
	defer syscall.Close(int(fd))
	loopback := [4]byte{127, 0, 0, 1}
	address := struct{ data, size uint32 }{uint32(uintptr(unsafe.Pointer(&loopback))), 4}
	if errno := sockBind(fd, unsafe.Pointer(&address), 0); errno != 0 {
		t.Error("sock_bind: ", errno)
	}
}
