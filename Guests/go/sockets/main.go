// A server and its clients in one program, over sockets that it makes itself with version 2 of WasmEdge's calls and then hands to
// package net, whose goroutines wait for all of them at once.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"syscall"
	"unsafe"
)

const (
	inet4  = 1
	stream = 2
	// An option, of level 0.
	optionReuse = 0
)

type address struct {
	data uint32
	size uint32
}

//go:wasmimport wasi_snapshot_preview1 sock_open
//go:noescape
func sockOpen(family, kind int32, fd unsafe.Pointer) syscall.Errno

//go:wasmimport wasi_snapshot_preview1 sock_bind
//go:noescape
func sockBind(fd int32, address unsafe.Pointer, port uint32) syscall.Errno

//go:wasmimport wasi_snapshot_preview1 sock_listen
//go:noescape
func sockListen(fd, backlog int32) syscall.Errno

//go:wasmimport wasi_snapshot_preview1 sock_connect
//go:noescape
func sockConnect(fd int32, address unsafe.Pointer, port uint32) syscall.Errno

//go:wasmimport wasi_snapshot_preview1 sock_getlocaladdr
//go:noescape
func sockLocalAddress(fd int32, address, port unsafe.Pointer) syscall.Errno

//go:wasmimport wasi_snapshot_preview1 sock_setsockopt
//go:noescape
func sockSetOption(fd int32, level, option uint32, value unsafe.Pointer, size uint32) syscall.Errno

func check(what string, errno syscall.Errno) {
	if errno != 0 {
		panic(fmt.Sprintf("%s: %v", what, errno))
	}
}

func open() int32 {
	var fd int32
	check("sock_open", sockOpen(inet4, stream, unsafe.Pointer(&fd)))
	check("set nonblock", errnoOf(syscall.SetNonblock(int(fd), true)))
	return fd
}

func errnoOf(err error) syscall.Errno {
	if err == nil {
		return 0
	}
	return err.(syscall.Errno)
}

var loopback = [4]byte{127, 0, 0, 1}

// place is the address that the host reads; what it points to stays where it is.
func place(data unsafe.Pointer, size uint32) *address {
	return &address{data: uint32(uintptr(data)), size: size}
}

func listen() (net.Listener, uint32) {
	fd := open()
	on := int32(1)
	check("sock_setsockopt", sockSetOption(fd, 0, optionReuse, unsafe.Pointer(&on), 4))
	check("sock_bind", sockBind(fd, unsafe.Pointer(place(unsafe.Pointer(&loopback), 4)), 0))
	check("sock_listen", sockListen(fd, 64))
	var storage [128]byte
	var port uint32
	check("sock_getlocaladdr",
		sockLocalAddress(fd, unsafe.Pointer(place(unsafe.Pointer(&storage), 128)), unsafe.Pointer(&port)))
	runtime.KeepAlive(&storage)
	listener, err := net.FileListener(os.NewFile(uintptr(fd), "listener"))
	if err != nil {
		panic(err)
	}
	return listener, port
}

func dial(port uint32) (net.Conn, error) {
	fd := open()
	errno := sockConnect(fd, unsafe.Pointer(place(unsafe.Pointer(&loopback), 4)), port)
	if errno != 0 && errno != syscall.EINPROGRESS {
		return nil, errno
	}
	return net.FileConn(os.NewFile(uintptr(fd), "connection"))
}

func main() {
	listener, port := listen()
	const clients = 32
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				io.Copy(connection, connection)
			}()
		}
	}()
	var all sync.WaitGroup
	for client := range clients {
		all.Add(1)
		go func() {
			defer all.Done()
			connection, err := dial(port)
			if err != nil {
				panic(err)
			}
			defer connection.Close()
			for round := range 10 {
				sent := fmt.Sprintf("client %d, round %d", client, round)
				if _, err := connection.Write([]byte(sent)); err != nil {
					panic(err)
				}
				received := make([]byte, len(sent))
				if _, err := io.ReadFull(connection, received); err != nil || string(received) != sent {
					panic(fmt.Sprint(string(received), err))
				}
			}
		}()
	}
	all.Wait()
	listener.Close()
	fmt.Println("sockets")
}
