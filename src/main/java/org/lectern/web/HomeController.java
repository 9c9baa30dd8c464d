package org.lectern.web;

import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

  @GetMapping("/")
  String home(@CurrentUser User user, Model model) {
    model.addAttribute("user", user);
    return "web/home";
  }
}
